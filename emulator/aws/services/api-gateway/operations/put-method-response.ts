import type { MethodResponse, PutMethodResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { keepMethod, namedMethod } from '../request.ts';
import { conflict } from '../errors.ts';
import { checkModels } from '../models.ts';

export const putMethodResponse: Operation<ApiGateway, PutMethodResponseRequest, MethodResponse> = (
  gateway,
  input,
  call,
) => {
  const named = namedMethod(gateway, call, input);
  const { statusCode = '', responseParameters, responseModels } = input;
  checkModels(gateway, named.api, responseModels);
  const { methodResponses = {} } = named.method;
  if (methodResponses[statusCode] !== undefined) throw conflict('Response already exists for this resource');
  const response = { statusCode, responseParameters, responseModels };
  keepMethod(gateway, named, {
    ...named.method,
    methodResponses: { ...methodResponses, [statusCode]: response },
  });
  return response;
};
