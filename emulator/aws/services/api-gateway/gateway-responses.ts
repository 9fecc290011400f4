/**
 * What an API answers when a request does not get as far as an integration's response: one template per kind of
 * refusal, each with a default, which an API can replace.
 *
 * Evidence: aws.md section D.6 (LocalStack's recording of test_gateway_response_crud).
 */
import type {
  GatewayResponse,
  GatewayResponseType,
  PutGatewayResponseRequest,
} from '@aws-sdk/client-api-gateway';
import { outsideOf } from './errors.ts';
import { map, text, type PatchRule } from './patch.ts';

export interface GatewayResponseSettings {
  readonly responseType: GatewayResponseType;
  statusCode?: string | undefined;
  responseParameters: Record<string, string>;
  responseTemplates: Record<string, string>;
}

/** Statuses by type. The types without one stand for whole classes: what is not set on them stays as it is. */
const STATUSES: Readonly<Record<GatewayResponseType, number | undefined>> = {
  ACCESS_DENIED: 403,
  API_CONFIGURATION_ERROR: 500,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  AUTHORIZER_FAILURE: 500,
  BAD_REQUEST_BODY: 400,
  BAD_REQUEST_PARAMETERS: 400,
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  EXPIRED_TOKEN: 403,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  INVALID_API_KEY: 403,
  INVALID_SIGNATURE: 403,
  MISSING_AUTHENTICATION_TOKEN: 403,
  QUOTA_EXCEEDED: 429,
  REQUEST_TOO_LARGE: 413,
  RESOURCE_NOT_FOUND: 404,
  THROTTLED: 429,
  UNAUTHORIZED: 401,
  UNSUPPORTED_MEDIA_TYPE: 415,
  WAF_FILTERED: 403,
};

export const RESPONSE_TYPES = Object.keys(STATUSES) as GatewayResponseType[];

/** @throws AwsError BadRequestException */
export function checkResponseType(type: string | undefined): GatewayResponseType {
  const found = RESPONSE_TYPES.find((known) => known === type);
  if (found === undefined) throw outsideOf(type ?? '', 'responseType', RESPONSE_TYPES);
  return found;
}

export const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';

export const defaultResponse = (responseType: GatewayResponseType): GatewayResponseSettings => {
  const status = STATUSES[responseType];
  return {
    responseType,
    ...(status !== undefined && { statusCode: String(status) }),
    responseParameters: {},
    responseTemplates: { 'application/json': DEFAULT_TEMPLATE },
  };
};

/** What a request for a gateway response leaves open, filled in. */
export function newResponse(
  responseType: GatewayResponseType,
  { statusCode, responseParameters, responseTemplates }: Partial<PutGatewayResponseRequest>,
): GatewayResponseSettings {
  const usual = defaultResponse(responseType);
  return {
    ...usual,
    ...(statusCode !== undefined && { statusCode }),
    responseParameters: responseParameters ?? {},
    responseTemplates: responseTemplates ?? usual.responseTemplates,
  };
}

export const gatewayResponseOutput = (
  settings: GatewayResponseSettings | undefined,
  responseType: GatewayResponseType,
): GatewayResponse => ({
  ...(settings ?? defaultResponse(responseType)),
  defaultResponse: settings === undefined,
});

export const GATEWAY_RESPONSE_RULES: readonly PatchRule<GatewayResponseSettings>[] = [
  ...text<GatewayResponseSettings>('statusCode'),
  ...map<GatewayResponseSettings>('responseParameters', 'responseTemplates'),
];
