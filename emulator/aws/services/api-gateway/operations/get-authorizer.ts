import type { Authorizer, GetAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedAuthorizer } from '../authorizers.ts';
import { namedApi } from '../request.ts';

export const getAuthorizer: Operation<ApiGateway, GetAuthorizerRequest, Authorizer> = (
  gateway,
  input,
  call,
) => namedAuthorizer(gateway, namedApi(gateway, call, input.restApiId), input.authorizerId);
