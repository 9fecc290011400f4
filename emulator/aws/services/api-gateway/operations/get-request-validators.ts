import type { GetRequestValidatorsRequest, RequestValidators } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { page } from '../pages.ts';

export const getRequestValidators: Operation<ApiGateway, GetRequestValidatorsRequest, RequestValidators> = (
  gateway,
  input,
  call,
) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  return page(gateway.validators.list(apiId), input);
};
