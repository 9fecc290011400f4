import type { Authorizer, UpdateAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { AUTHORIZER_RULES, checkAuthorizer, namedAuthorizer } from '../authorizers.ts';
import { patched } from '../patch.ts';
import { namedApi } from '../request.ts';

export const updateAuthorizer: Operation<ApiGateway, UpdateAuthorizerRequest, Authorizer> = (
  gateway,
  input,
  call,
) => {
  const api = namedApi(gateway, call, input.restApiId);
  const standing = namedAuthorizer(gateway, api, input.authorizerId);
  const authorizer = patched(standing, input.patchOperations, AUTHORIZER_RULES);
  checkAuthorizer(authorizer);
  gateway.authorizers.put(api.apiId, authorizer.id, authorizer);
  return authorizer;
};
