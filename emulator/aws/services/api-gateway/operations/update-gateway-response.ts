import type { GatewayResponse, UpdateGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { checkResponseType, defaultResponse, GATEWAY_RESPONSE_RULES } from '../gateway-responses.ts';
import { patched, pathOnly } from '../patch.ts';
import { checkTemplates } from '../template/check.ts';

export const updateGatewayResponse: Operation<ApiGateway, UpdateGatewayResponseRequest, GatewayResponse> = (
  gateway,
  input,
  call,
) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  const responseType = checkResponseType(input.responseType);
  const standing = gateway.gatewayResponses.find(apiId, responseType) ?? defaultResponse(responseType);
  const settings = patched(standing, input.patchOperations, GATEWAY_RESPONSE_RULES, pathOnly);
  checkTemplates(settings.responseTemplates);
  gateway.gatewayResponses.put(apiId, responseType, settings);
  return { ...settings, defaultResponse: false };
};
