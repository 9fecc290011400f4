import type { Authorizers, GetAuthorizersRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { page } from '../pages.ts';
import { namedApi } from '../request.ts';

export const getAuthorizers: Operation<ApiGateway, GetAuthorizersRequest, Authorizers> = (
  gateway,
  input,
  call,
) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  return page(gateway.authorizers.list(apiId), input);
};
