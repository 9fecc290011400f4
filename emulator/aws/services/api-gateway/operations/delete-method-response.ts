import type { DeleteMethodResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { keepMethod, namedMethod } from '../request.ts';
import { invalidIdentifier } from '../errors.ts';

export const deleteMethodResponse: Operation<ApiGateway, DeleteMethodResponseRequest, object> = (
  gateway,
  input,
  call,
) => {
  const named = namedMethod(gateway, call, input);
  const { [input.statusCode ?? '']: removed, ...methodResponses } = named.method.methodResponses ?? {};
  if (removed === undefined) throw invalidIdentifier('Response status code');
  keepMethod(gateway, named, { ...named.method, methodResponses });
  return {};
};
