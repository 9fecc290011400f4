import type { StopLoggingRequest } from '@aws-sdk/client-cloudtrail';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudTrail } from '../cloudtrail.ts';
import { namedTrail } from '../trail-input.ts';

/** StopLogging: what was recorded before is still delivered. */
export const stopLogging: Operation<CloudTrail, StopLoggingRequest, object> = (cloudtrail, input, call) => {
  cloudtrail.trails.setLogging(namedTrail(cloudtrail, call, input.Name), false, call.now);
  return {};
};
