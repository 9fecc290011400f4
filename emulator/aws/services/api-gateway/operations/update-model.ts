import type { Model, UpdateModelRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { invalidModelName } from '../errors.ts';
import { checkSchema, MODEL_RULES, namedModel, modelOf } from '../models.ts';
import { patched, together } from '../patch.ts';
import { namedApi } from '../request.ts';

export const updateModel: Operation<ApiGateway, UpdateModelRequest, Model> = async (gateway, input, call) => {
  const { apiId } = namedApi(gateway, call, input.restApiId, invalidModelName(input.modelName));
  const model = modelOf(
    patched(namedModel(gateway, apiId, input.modelName), input.patchOperations, MODEL_RULES, together),
  );
  await checkSchema(gateway, apiId, model);
  gateway.models.put(apiId, model.name, model);
  return model;
};
