import type { GetResourceRequest, Resource } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { resourceOutput } from '../resource-output.ts';

export const getResource: Operation<ApiGateway, GetResourceRequest, Resource> = (gateway, input, call) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  const resource = gateway.resources.get(apiId, input.resourceId ?? '');
  return resourceOutput(resource, input.embed?.includes('methods') === true);
};
