import type { GetEventSelectorsRequest, GetEventSelectorsResponse } from '@aws-sdk/client-cloudtrail';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudTrail } from '../cloudtrail.ts';
import { selectorsOf } from '../selection.ts';
import { namedTrail } from '../trail-input.ts';
import { trailArn } from '../trails.ts';

export const getEventSelectors: Operation<CloudTrail, GetEventSelectorsRequest, GetEventSelectorsResponse> = (
  cloudtrail,
  input,
  call,
) => {
  const trail = namedTrail(cloudtrail, call, input.TrailName);
  return { TrailARN: trailArn(trail), EventSelectors: [...selectorsOf(trail)] };
};
