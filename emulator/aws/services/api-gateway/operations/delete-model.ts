import type { DeleteModelRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { invalidModelName } from '../errors.ts';
import { checkUnused, namedModel } from '../models.ts';
import { namedApi } from '../request.ts';

export const deleteModel: Operation<ApiGateway, DeleteModelRequest, object> = (gateway, input, call) => {
  const { apiId } = namedApi(gateway, call, input.restApiId, invalidModelName(input.modelName));
  const model = namedModel(gateway, apiId, input.modelName);
  checkUnused(gateway, apiId, model);
  gateway.models.remove(apiId, model.name);
  return {};
};
