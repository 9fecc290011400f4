import type { DeleteIntegrationResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { keepMethod, namedMethod } from '../request.ts';
import { invalidIdentifier } from '../errors.ts';

export const deleteIntegrationResponse: Operation<ApiGateway, DeleteIntegrationResponseRequest, object> = (
  gateway,
  input,
  call,
) => {
  const named = namedMethod(gateway, call, input, 'Integration');
  const integration = named.method.methodIntegration;
  if (integration === undefined) throw invalidIdentifier('Integration');
  const { [input.statusCode ?? '']: removed, ...integrationResponses } =
    integration.integrationResponses ?? {};
  if (removed === undefined) throw invalidIdentifier('Response status code');
  keepMethod(gateway, named, {
    ...named.method,
    methodIntegration: { ...integration, integrationResponses },
  });
  return {};
};
