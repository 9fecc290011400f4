import type { MethodResponse, UpdateMethodResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { keepMethod, namedMethod } from '../request.ts';
import { invalidIdentifier } from '../errors.ts';
import { METHOD_RESPONSE_RULES } from '../methods.ts';
import { checkModels } from '../models.ts';
import { patched } from '../patch.ts';

export const updateMethodResponse: Operation<ApiGateway, UpdateMethodResponseRequest, MethodResponse> = (
  gateway,
  input,
  call,
) => {
  const named = namedMethod(gateway, call, input);
  const { statusCode = '' } = input;
  const { methodResponses = {} } = named.method;
  const standing = methodResponses[statusCode];
  if (standing === undefined) throw invalidIdentifier('Response status code');
  const response = patched(standing, input.patchOperations, METHOD_RESPONSE_RULES);
  checkModels(gateway, named.api, response.responseModels);
  keepMethod(gateway, named, {
    ...named.method,
    methodResponses: { ...methodResponses, [statusCode]: response },
  });
  return response;
};
