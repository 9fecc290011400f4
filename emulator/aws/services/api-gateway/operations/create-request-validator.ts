import type { CreateRequestValidatorRequest, RequestValidator } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { badRequest } from '../errors.ts';
import { namedApi } from '../request.ts';

export const createRequestValidator: Operation<
  ApiGateway,
  CreateRequestValidatorRequest,
  RequestValidator
> = (gateway, input, call) => {
  const { apiId } = namedApi(
    gateway,
    call,
    input.restApiId,
    badRequest('Invalid REST API identifier specified'),
  );
  const { name, validateRequestBody = false, validateRequestParameters = false } = input;
  const validator = { id: gateway.newId(), name, validateRequestBody, validateRequestParameters };
  gateway.validators.put(apiId, validator.id, validator);
  return validator;
};
