import type { DeleteTrailRequest } from '@aws-sdk/client-cloudtrail';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudTrail } from '../cloudtrail.ts';
import { invalidHomeRegion } from '../errors.ts';
import { namedTrail } from '../trail-input.ts';

/** DeleteTrail: what it has delivered stays in the bucket; what waits is not delivered. */
export const deleteTrail: Operation<CloudTrail, DeleteTrailRequest, object> = (cloudtrail, input, call) => {
  const trail = namedTrail(cloudtrail, call, input.Name);
  if (trail.scope.region !== call.scope.region) throw invalidHomeRegion(trail.scope.region);
  cloudtrail.trails.remove(trail);
  return {};
};
