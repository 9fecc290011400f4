import type { GetModelRequest, Model } from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { invalidModelName } from '../errors.ts';
import { namedModel } from '../models.ts';
import { namedApi } from '../request.ts';

export const getModel: Operation<ApiGateway, GetModelRequest, Model> = (gateway, input, call) => {
  const { apiId } = namedApi(gateway, call, input.restApiId, invalidModelName(input.modelName));
  if (input.flatten === true) throw notImplemented('api-gateway', 'flatten');
  return namedModel(gateway, apiId, input.modelName);
};
