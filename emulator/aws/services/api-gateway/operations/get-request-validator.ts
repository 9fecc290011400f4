import type { GetRequestValidatorRequest, RequestValidator } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { invalidIdentifier } from '../errors.ts';
import { namedApi } from '../request.ts';
import { namedValidator } from '../request-validators.ts';

export const getRequestValidator: Operation<ApiGateway, GetRequestValidatorRequest, RequestValidator> = (
  gateway,
  input,
  call,
) => {
  const api = namedApi(gateway, call, input.restApiId, invalidIdentifier('Request Validator'));
  return namedValidator(gateway, api, input.requestValidatorId);
};
