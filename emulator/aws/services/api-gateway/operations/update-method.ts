import type { Method, UpdateMethodRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { checkMethodAuthorizer } from '../authorizers.ts';
import { keepMethod, namedMethod } from '../request.ts';
import { checkMethod, METHOD_RULES } from '../methods.ts';
import { checkModels } from '../models.ts';
import { patched } from '../patch.ts';
import { checkValidator } from '../request-validators.ts';

export const updateMethod: Operation<ApiGateway, UpdateMethodRequest, Method> = (gateway, input, call) => {
  const named = namedMethod(gateway, call, input);
  const method = patched(named.method, input.patchOperations, METHOD_RULES);
  // An authorizer is only kept where the type asks for one.
  if (method.authorizationType !== 'CUSTOM') method.authorizerId = undefined;
  checkMethod(method);
  checkMethodAuthorizer(gateway, named.api, method);
  checkModels(gateway, named.api, method.requestModels);
  checkValidator(gateway, named.api, method.requestValidatorId);
  return keepMethod(gateway, named, method);
};
