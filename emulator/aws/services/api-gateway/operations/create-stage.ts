import type { CreateStageRequest, Stage } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { badRequest, conflict } from '../errors.ts';
import { stageOutput } from '../stage-output.ts';
import { checkStageName, checkVariables, newStage, refuseStageFeatures } from '../stages.ts';

export const createStage: Operation<ApiGateway, CreateStageRequest, Stage> = (gateway, input, call) => {
  const api = namedApi(gateway, call, input.restApiId);
  const { stageName = '', deploymentId = '' } = input;
  checkStageName(stageName);
  checkVariables(input.variables);
  refuseStageFeatures(input);
  if (gateway.deployments.find(api.apiId, deploymentId) === undefined) {
    throw badRequest('Deployment id does not exist');
  }
  if (gateway.stages.find(api.apiId, stageName) !== undefined) throw conflict('Stage already exists');
  const stage = newStage({ ...input, stageName, deploymentId }, call.now);
  gateway.stages.put(api.apiId, stageName, stage);
  return stageOutput(stage);
};
