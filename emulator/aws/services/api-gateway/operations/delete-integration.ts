import type { DeleteIntegrationRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { keepMethod, namedMethod } from '../request.ts';
import { invalidIdentifier } from '../errors.ts';

export const deleteIntegration: Operation<ApiGateway, DeleteIntegrationRequest, object> = (
  gateway,
  input,
  call,
) => {
  const named = namedMethod(gateway, call, input);
  const { methodIntegration, ...method } = named.method;
  if (methodIntegration === undefined) throw invalidIdentifier('Integration');
  keepMethod(gateway, named, method);
  return {};
};
