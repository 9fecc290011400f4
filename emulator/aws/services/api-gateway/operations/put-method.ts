import type { Method, PutMethodRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { checkMethodAuthorizer } from '../authorizers.ts';
import { conflict, invalidIdentifier } from '../errors.ts';
import { checkMethod } from '../methods.ts';
import { checkModels } from '../models.ts';
import { keepMethod, namedApi } from '../request.ts';
import { checkValidator } from '../request-validators.ts';

export const putMethod: Operation<ApiGateway, PutMethodRequest, Method> = (gateway, input, call) => {
  const api = namedApi(gateway, call, input.restApiId, invalidIdentifier('Resource'));
  const resource = gateway.resources.get(api.apiId, input.resourceId ?? '');
  const { restApiId: _, resourceId: __, ...settings } = input;
  const method = {
    ...settings,
    authorizationType: settings.authorizationType?.toUpperCase(),
    apiKeyRequired: settings.apiKeyRequired ?? false,
  };
  checkMethod(method);
  if (resource.resourceMethods[method.httpMethod ?? ''] !== undefined) {
    throw conflict('Method already exists for this resource');
  }
  checkMethodAuthorizer(gateway, api, method);
  checkModels(gateway, api, method.requestModels);
  checkValidator(gateway, api, method.requestValidatorId);
  return keepMethod(gateway, { api, resource, method }, method);
};
