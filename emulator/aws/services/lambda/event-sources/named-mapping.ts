/** Finds the mapping that a request names, once the caller is known to be allowed to act on it. */
import type { Call } from '../../../kernel/operation.ts';
import type { Lambda } from '../lambda.ts';
import { mappingArn, type EventSourceMapping } from './mapping.ts';

/** @throws AwsError AccessDeniedException, ResourceNotFoundException */
export function namedMapping(lambda: Lambda, call: Call, uuid = ''): EventSourceMapping {
  const { scope } = call;
  call.touches(uuid);
  call.authorize({
    action: `lambda:${call.operation}`,
    resource: mappingArn({ scope, uuid }),
    owner: scope.accountId,
  });
  return lambda.sources.mappings.get(scope, uuid);
}
