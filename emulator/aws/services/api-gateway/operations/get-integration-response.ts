import type { GetIntegrationResponseRequest, IntegrationResponse } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedMethod } from '../request.ts';
import { invalidIdentifier } from '../errors.ts';

export const getIntegrationResponse: Operation<
  ApiGateway,
  GetIntegrationResponseRequest,
  IntegrationResponse
> = (gateway, input, call) => {
  const { method } = namedMethod(gateway, call, input);
  if (method.methodIntegration === undefined) throw invalidIdentifier('Integration');
  const response = method.methodIntegration.integrationResponses?.[input.statusCode ?? ''];
  if (response === undefined) throw invalidIdentifier('Response status code');
  return response;
};
