import type { DeleteRequestValidatorRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { conflict, invalidIdentifier } from '../errors.ts';
import { namedValidator } from '../request-validators.ts';

export const deleteRequestValidator: Operation<ApiGateway, DeleteRequestValidatorRequest, object> = (
  gateway,
  input,
  call,
) => {
  const api = namedApi(gateway, call, input.restApiId, invalidIdentifier('Request Validator'));
  namedValidator(gateway, api, input.requestValidatorId);
  const id = input.requestValidatorId ?? '';
  const methods = gateway.resources
    .list(api.apiId)
    .flatMap((resource) => Object.values(resource.resourceMethods));
  if (methods.some(({ requestValidatorId }) => requestValidatorId === id)) {
    throw conflict(`Cannot delete validator '${id}', is referenced in method`);
  }
  gateway.validators.remove(api.apiId, id);
  return {};
};
