import type { GetModelsRequest, Models } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { page } from '../pages.ts';
import { namedApi } from '../request.ts';

export const getModels: Operation<ApiGateway, GetModelsRequest, Models> = (gateway, input, call) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  return page(gateway.models.list(apiId), input);
};
