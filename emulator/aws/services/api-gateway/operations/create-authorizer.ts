import type { Authorizer, CreateAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { concurrentModification } from '../errors.ts';
import { checkAuthorizer, newAuthorizer } from '../authorizers.ts';
import { namedApi } from '../request.ts';

export const createAuthorizer: Operation<ApiGateway, CreateAuthorizerRequest, Authorizer> = (
  gateway,
  input,
  call,
) => {
  const authorizer = newAuthorizer(gateway.newId(), input);
  checkAuthorizer(authorizer);
  const { apiId } = namedApi(gateway, call, input.restApiId, concurrentModification());
  gateway.authorizers.put(apiId, authorizer.id, authorizer);
  return authorizer;
};
