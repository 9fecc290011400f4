import type { GatewayResponse, GetGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { checkResponseType, gatewayResponseOutput } from '../gateway-responses.ts';

export const getGatewayResponse: Operation<ApiGateway, GetGatewayResponseRequest, GatewayResponse> = (
  gateway,
  input,
  call,
) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  const responseType = checkResponseType(input.responseType);
  return gatewayResponseOutput((type) => gateway.gatewayResponses.find(apiId, type), responseType);
};
