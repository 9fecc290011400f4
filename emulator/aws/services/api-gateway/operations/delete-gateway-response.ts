import type { DeleteGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { notFound } from '../errors.ts';
import { checkResponseType } from '../gateway-responses.ts';

export const deleteGatewayResponse: Operation<ApiGateway, DeleteGatewayResponseRequest, object> = (
  gateway,
  input,
  call,
) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  const responseType = checkResponseType(input.responseType);
  if (!gateway.gatewayResponses.remove(apiId, responseType)) {
    throw notFound('Gateway response type not defined on api');
  }
  return {};
};
