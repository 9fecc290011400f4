import type { GetMethodResponseRequest, MethodResponse } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedMethod } from '../request.ts';
import { invalidIdentifier } from '../errors.ts';

export const getMethodResponse: Operation<ApiGateway, GetMethodResponseRequest, MethodResponse> = (
  gateway,
  input,
  call,
) => {
  const { method } = namedMethod(gateway, call, input);
  const response = method.methodResponses?.[input.statusCode ?? ''];
  if (response === undefined) throw invalidIdentifier('Response status code');
  return response;
};
