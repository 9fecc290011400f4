import type { GetIntegrationRequest, Integration } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedMethod } from '../request.ts';
import { invalidIdentifier } from '../errors.ts';

export const getIntegration: Operation<ApiGateway, GetIntegrationRequest, Integration> = (
  gateway,
  input,
  call,
) => {
  const { method } = namedMethod(gateway, call, input);
  if (method.methodIntegration === undefined) throw invalidIdentifier('Integration');
  return method.methodIntegration;
};
