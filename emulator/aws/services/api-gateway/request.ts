/**
 * What every operation does first: see whether the caller may, and find the API that the request names.
 *
 * Evidence: answers that LocalStack recorded from AWS (test_apigateway_api): whoever asks for something within an API
 * that there is not is told that the thing is missing, not the API.
 */
import type { Call } from '../../kernel/operation.ts';
import type { ApiGateway } from './api-gateway.ts';
import type { AwsError } from '../../kernel/aws-error.ts';
import { invalidApi, invalidIdentifier, type Identified } from './errors.ts';
import type { Method } from '@aws-sdk/client-api-gateway';
import type { Resource } from './resources.ts';
import type { RestApi } from './rest-apis.ts';

/** API Gateway's actions are HTTP methods; these are the operations whose names do not begin with their own. */
const VERBS: readonly (readonly [prefix: string, verb: string])[] = [
  ['Create', 'POST'],
  ['Delete', 'DELETE'],
  ['Flush', 'DELETE'],
  ['Get', 'GET'],
  ['Put', 'PUT'],
  ['TagResource', 'PUT'],
  ['UntagResource', 'DELETE'],
  ['Update', 'PATCH'],
];

/**
 * @param path of the resource in API Gateway's own terms: `/restapis/a1b2c3d4e5`; that of the request unless given
 * @throws AwsError AccessDeniedException
 */
export function admit(call: Call, path: string): void {
  const verb = VERBS.find(([prefix]) => call.operation.startsWith(prefix))?.[1] ?? 'POST';
  call.authorize({
    action: `apigateway:${verb}`,
    resource: `arn:aws:apigateway:${call.scope.region}::${call.wire?.path ?? path}`,
    owner: call.scope.accountId,
  });
}

/**
 * @param absent what is answered in the place of an API that there is not
 * @throws AwsError AccessDeniedException, NotFoundException
 */
export function namedApi(
  gateway: ApiGateway,
  call: Call,
  apiId = '',
  absent: AwsError = invalidApi(call.scope.accountId, apiId),
): RestApi {
  call.touches(apiId);
  admit(call, `/restapis/${apiId}`);
  const found = gateway.apis.find(call.scope, apiId);
  if (found === undefined) throw absent;
  return found;
}

export interface NamedMethod {
  readonly api: RestApi;
  readonly resource: Resource;
  readonly method: Method;
}

interface MethodRequest {
  readonly restApiId: string | undefined;
  readonly resourceId: string | undefined;
  readonly httpMethod: string | undefined;
}

/**
 * @param missing what is said to be wrong when there is no such method
 * @throws AwsError AccessDeniedException, NotFoundException
 */
export function namedMethod(
  gateway: ApiGateway,
  call: Call,
  request: MethodRequest,
  missing: Identified = 'Method',
): NamedMethod {
  const api = namedApi(gateway, call, request.restApiId, invalidIdentifier('Resource'));
  const resource = gateway.resources.get(api.apiId, request.resourceId ?? '');
  const { httpMethod = '' } = request;
  const method = resource.resourceMethods[httpMethod];
  if (method === undefined || !Object.hasOwn(resource.resourceMethods, httpMethod))
    throw invalidIdentifier(missing);
  return { api, resource, method };
}

/** Keeps a method under its name in its resource. */
export function keepMethod(gateway: ApiGateway, { api, resource }: NamedMethod, method: Method): Method {
  const resourceMethods = { ...resource.resourceMethods, [method.httpMethod ?? '']: method };
  gateway.resources.put(api.apiId, { ...resource, resourceMethods });
  return method;
}
