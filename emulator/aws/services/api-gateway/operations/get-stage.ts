import type { GetStageRequest, Stage } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { stageOutput } from '../stage-output.ts';

export const getStage: Operation<ApiGateway, GetStageRequest, Stage> = (gateway, input, call) => {
  const api = namedApi(gateway, call, input.restApiId);
  return stageOutput(gateway.stage(api, input.stageName ?? ''));
};
