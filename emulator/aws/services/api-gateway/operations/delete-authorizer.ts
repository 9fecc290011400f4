import type { DeleteAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { checkUnusedAuthorizer, namedAuthorizer } from '../authorizers.ts';
import { namedApi } from '../request.ts';

export const deleteAuthorizer: Operation<ApiGateway, DeleteAuthorizerRequest, object> = (
  gateway,
  input,
  call,
) => {
  const api = namedApi(gateway, call, input.restApiId);
  const authorizer = namedAuthorizer(gateway, api, input.authorizerId);
  checkUnusedAuthorizer(gateway, api, authorizer);
  gateway.authorizers.remove(api.apiId, authorizer.id);
  return {};
};
