import type { GetStagesRequest, Stages } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { stageOutput } from '../stage-output.ts';

export const getStages: Operation<ApiGateway, GetStagesRequest, Stages> = (gateway, input, call) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  const { deploymentId } = input;
  const stages = gateway.stages.list(apiId);
  const shown = stages.filter((stage) => deploymentId === undefined || stage.deploymentId === deploymentId);
  return { item: shown.map(stageOutput) };
};
