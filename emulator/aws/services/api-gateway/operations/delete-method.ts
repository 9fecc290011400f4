import type { DeleteMethodRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedMethod } from '../request.ts';

export const deleteMethod: Operation<ApiGateway, DeleteMethodRequest, object> = (gateway, input, call) => {
  const { api, resource, method } = namedMethod(gateway, call, input);
  const { [method.httpMethod ?? '']: _, ...resourceMethods } = resource.resourceMethods;
  gateway.resources.put(api.apiId, { ...resource, resourceMethods });
  return {};
};
