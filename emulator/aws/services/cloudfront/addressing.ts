/** ARNs of CloudFront, which is global and names no region, and who may act on what. */
import type { Call } from '../../kernel/operation.ts';
import type { Resource, Resources } from './resources.ts';

/** `arn:aws:cloudfront::000000000000:distribution/E2QWRUHAPOMQZL` */
export const arnOf = (account: string, path: string, id: string): string =>
  `arn:aws:cloudfront::${account}:${path}/${id}`;

/** Where an answer to a creation says that the new resource is. */
export const locationOf = (path: string, id: string): string =>
  `https://cloudfront.amazonaws.com/2020-05-31/${path}/${id}`;

/** @throws AwsError AccessDenied unless the caller may do this operation on the resource */
export function allow(call: Call, path: string, id = '*', action = call.operation): void {
  if (id !== '*') call.touches(id);
  call.authorize({
    action: `cloudfront:${action}`,
    resource: arnOf(call.scope.accountId, path, id),
    owner: call.scope.accountId,
  });
}

/**
 * The resource a request names.
 *
 * @throws AwsError AccessDenied; the kind's own for one that does not exist
 */
export function addressed<Config extends object>(
  resources: Resources<Config>,
  call: Call,
  id: string | undefined,
): Resource<Config> {
  allow(call, resources.kind.path, id);
  return resources.get(call.scope.accountId, id);
}
