/** Request validators: whether required parameters must be there, and bodies fit their models, before anything is called. */
import type { RequestValidator } from '@aws-sdk/client-api-gateway';
import type { ApiGateway } from './api-gateway.ts';
import { badRequest, invalidIdentifier } from './errors.ts';
import { flag, text, type PatchRule } from './patch.ts';
import type { RestApi } from './rest-apis.ts';

export const VALIDATOR_RULES: readonly PatchRule<RequestValidator>[] = [
  ...text<RequestValidator>('name'),
  ...flag<RequestValidator>('validateRequestParameters', 'validateRequestBody'),
];

/** @throws AwsError NotFoundException */
export function namedValidator(gateway: ApiGateway, api: RestApi, id: string | undefined): RequestValidator {
  const found = gateway.validators.find(api.apiId, id ?? '');
  if (found === undefined) throw invalidIdentifier('Request Validator');
  return found;
}

/** @throws AwsError BadRequestException for a method's validator that does not exist */
export function checkValidator(gateway: ApiGateway, { apiId }: RestApi, id: string | undefined): void {
  if (id && gateway.validators.find(apiId, id) === undefined) {
    throw badRequest('Invalid Request Validator identifier specified');
  }
}
