import type { StartLoggingRequest } from '@aws-sdk/client-cloudtrail';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudTrail } from '../cloudtrail.ts';
import { namedTrail } from '../trail-input.ts';

/** StartLogging: records from now on. */
export const startLogging: Operation<CloudTrail, StartLoggingRequest, object> = (cloudtrail, input, call) => {
  cloudtrail.trails.setLogging(namedTrail(cloudtrail, call, input.Name), true, call.now);
  return {};
};
