import type { Stage, UpdateStageRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { stageOutput } from '../stage-output.ts';
import { patchedStage } from '../stages.ts';

export const updateStage: Operation<ApiGateway, UpdateStageRequest, Stage> = (gateway, input, call) => {
  const api = namedApi(gateway, call, input.restApiId);
  const standing = gateway.stage(api, input.stageName ?? '');
  const stage = patchedStage(standing, input.patchOperations, call.now);
  gateway.deployment(api, stage.deploymentId);
  gateway.stages.put(api.apiId, stage.stageName, stage);
  return stageOutput(stage);
};
