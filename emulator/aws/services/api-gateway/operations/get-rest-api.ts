import type { GetRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { restApiOutput } from '../rest-api-output.ts';

export const getRestApi: Operation<ApiGateway, GetRestApiRequest, RestApi> = (gateway, input, call) => {
  return restApiOutput(namedApi(gateway, call, input.restApiId));
};
