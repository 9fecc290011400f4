import type {
  GatewayResponses,
  GatewayResponseType,
  GetGatewayResponsesRequest,
} from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { gatewayResponseOutput, RESPONSE_TYPES } from '../gateway-responses.ts';
import { page } from '../pages.ts';

export const getGatewayResponses: Operation<ApiGateway, GetGatewayResponsesRequest, GatewayResponses> = (
  gateway,
  input,
  call,
) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  const { items, position } = page(RESPONSE_TYPES, input);
  const find = (type: GatewayResponseType) => gateway.gatewayResponses.find(apiId, type);
  return { items: items.map((type) => gatewayResponseOutput(find, type)), position };
};
