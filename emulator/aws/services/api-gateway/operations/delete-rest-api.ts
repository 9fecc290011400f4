import type { DeleteRestApiRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';

export const deleteRestApi: Operation<ApiGateway, DeleteRestApiRequest, object> = (gateway, input, call) => {
  const api = namedApi(gateway, call, input.restApiId);
  gateway.kernel.store.transact(() => gateway.apis.remove(api));
  return {};
};
