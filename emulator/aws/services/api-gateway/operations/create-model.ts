import type { CreateModelRequest, Model } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { checkNewModel, checkSchema, modelOf } from '../models.ts';
import { namedApi } from '../request.ts';

export const createModel: Operation<ApiGateway, CreateModelRequest, Model> = async (gateway, input, call) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  checkNewModel(gateway, apiId, input);
  const { name = '', description, schema = '', contentType = 'application/json' } = input;
  const model = modelOf({ id: gateway.newId(), name, description, schema, contentType });
  await checkSchema(gateway, apiId, model);
  gateway.models.put(apiId, name, model);
  return model;
};
