import type { GetResourcesRequest, Resources } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { page } from '../pages.ts';
import { resourceOutput } from '../resource-output.ts';

export const getResources: Operation<ApiGateway, GetResourcesRequest, Resources> = (gateway, input, call) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  const { items, position } = page(gateway.resources.list(apiId), input);
  const embed = input.embed?.includes('methods') === true;
  return { items: items.map((resource) => resourceOutput(resource, embed)), position };
};
