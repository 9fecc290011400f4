import type { DeleteResourceRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { badRequest } from '../errors.ts';

export const deleteResource: Operation<ApiGateway, DeleteResourceRequest, object> = (
  gateway,
  input,
  call,
) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  const resource = gateway.resources.get(apiId, input.resourceId ?? '');
  if (resource.parentId === undefined) throw badRequest('Root resource cannot be deleted.');
  gateway.kernel.store.transact(() => gateway.resources.remove(apiId, resource));
  return {};
};
