import type { GatewayResponse, PutGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { checkResponseType, newResponse } from '../gateway-responses.ts';
import { checkTemplates } from '../template/check.ts';

export const putGatewayResponse: Operation<ApiGateway, PutGatewayResponseRequest, GatewayResponse> = (
  gateway,
  input,
  call,
) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  const responseType = checkResponseType(input.responseType);
  const settings = newResponse(responseType, input);
  checkTemplates(settings.responseTemplates);
  gateway.gatewayResponses.put(apiId, responseType, settings);
  return { ...settings, defaultResponse: false };
};
