import type { RequestValidator, UpdateRequestValidatorRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { invalidIdentifier, badRequest } from '../errors.ts';
import { namedApi } from '../request.ts';
import { patched, together } from '../patch.ts';
import { namedValidator, VALIDATOR_RULES } from '../request-validators.ts';

export const updateRequestValidator: Operation<
  ApiGateway,
  UpdateRequestValidatorRequest,
  RequestValidator
> = (gateway, input, call) => {
  const api = namedApi(gateway, call, input.restApiId, invalidIdentifier('Request Validator'));
  const standing = namedValidator(gateway, api, input.requestValidatorId);
  const validator = patched(standing, input.patchOperations, VALIDATOR_RULES, together);
  if (validator.name === '') throw badRequest('Request Validator name cannot be blank');
  gateway.validators.put(api.apiId, input.requestValidatorId ?? '', validator);
  return validator;
};
