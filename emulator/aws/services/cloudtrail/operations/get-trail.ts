import type { GetTrailRequest, GetTrailResponse } from '@aws-sdk/client-cloudtrail';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudTrail } from '../cloudtrail.ts';
import { namedTrail, trailDescription } from '../trail-input.ts';

export const getTrail: Operation<CloudTrail, GetTrailRequest, GetTrailResponse> = (
  cloudtrail,
  input,
  call,
) => ({
  Trail: trailDescription(namedTrail(cloudtrail, call, input.Name)),
});
