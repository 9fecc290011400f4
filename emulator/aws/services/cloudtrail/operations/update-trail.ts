import type { UpdateTrailRequest, UpdateTrailResponse } from '@aws-sdk/client-cloudtrail';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudTrail } from '../cloudtrail.ts';
import { invalidHomeRegion } from '../errors.ts';
import { checkBucket, namedTrail, readSettings, trailOutput } from '../trail-input.ts';

export const updateTrail: Operation<CloudTrail, UpdateTrailRequest, UpdateTrailResponse> = (
  cloudtrail,
  input,
  call,
) => {
  const trail = namedTrail(cloudtrail, call, input.Name);
  if (trail.scope.region !== call.scope.region) throw invalidHomeRegion(trail.scope.region);
  const settings = readSettings(input, trail.settings);
  checkBucket(cloudtrail, { ...trail, settings });
  cloudtrail.trails.change(trail, settings);
  return trailOutput({ ...trail, settings });
};
