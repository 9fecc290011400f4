import type { DeleteStageRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';

export const deleteStage: Operation<ApiGateway, DeleteStageRequest, object> = (gateway, input, call) => {
  const api = namedApi(gateway, call, input.restApiId);
  const { stageName } = gateway.stage(api, input.stageName ?? '');
  gateway.stages.remove(api.apiId, stageName);
  return {};
};
