/**
 * What an API answers when a request does not get as far as an integration's response: one template per kind of
 * refusal, each with a default, which an API can replace.
 *
 * Evidence: aws.md section D.6; answers that LocalStack recorded from AWS (test_apigateway_api). Unverified: what is said
 * of a template to be replaced or removed that is not there.
 */
import type {
  GatewayResponse,
  GatewayResponseType,
  PutGatewayResponseRequest,
} from '@aws-sdk/client-api-gateway';
import { ABSENT_PARAMETER, ABSENT_TYPE, badRequest, outsideOf } from './errors.ts';
import { existing, text, type PatchRule } from './patch.ts';

export interface GatewayResponseSettings {
  readonly responseType: GatewayResponseType;
  statusCode?: string | undefined;
  responseParameters: Record<string, string>;
  responseTemplates: Record<string, string>;
}

/**
 * Statuses by type, in the order in which refusals name them. The types without one stand for whole classes: what is not
 * set on them stays as it is.
 */
const STATUSES: Readonly<Record<GatewayResponseType, number | undefined>> = {
  REQUEST_TOO_LARGE: 413,
  RESOURCE_NOT_FOUND: 404,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  MISSING_AUTHENTICATION_TOKEN: 403,
  BAD_REQUEST_BODY: 400,
  INVALID_SIGNATURE: 403,
  INVALID_API_KEY: 403,
  BAD_REQUEST_PARAMETERS: 400,
  AUTHORIZER_FAILURE: 500,
  UNAUTHORIZED: 401,
  INTEGRATION_TIMEOUT: 504,
  ACCESS_DENIED: 403,
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  WAF_FILTERED: 403,
  QUOTA_EXCEEDED: 429,
  THROTTLED: 429,
  API_CONFIGURATION_ERROR: 500,
  UNSUPPORTED_MEDIA_TYPE: 415,
  INTEGRATION_FAILURE: 504,
  EXPIRED_TOKEN: 403,
};

export const RESPONSE_TYPES = Object.keys(STATUSES) as GatewayResponseType[];

/** @throws AwsError ValidationException */
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

/** The types that stand for the others of their class. */
export const wholeClass = (status: number): GatewayResponseType =>
  status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';

/** The API's own response of a type, or what it has set for the type's class, or the default. */
export function gatewayResponseOutput(
  find: (type: GatewayResponseType) => GatewayResponseSettings | undefined,
  responseType: GatewayResponseType,
): GatewayResponse {
  const own = find(responseType);
  if (own !== undefined) return { ...own, defaultResponse: false };
  const usual = defaultResponse(responseType);
  const { statusCode } = usual;
  const whole = statusCode === undefined ? undefined : find(wholeClass(Number(statusCode)));
  return {
    ...usual,
    ...whole,
    responseType,
    statusCode: whole?.statusCode ?? statusCode,
    defaultResponse: true,
  };
}

/** Texts by name, never empty. */
const texts = (
  name: 'responseParameters' | 'responseTemplates',
  absent: string,
): PatchRule<GatewayResponseSettings> =>
  existing(
    {
      path: `/${name}/*`,
      ops: ['add', 'remove', 'replace'],
      apply(draft, { op, value, names: [key = ''] }) {
        const { [key]: _, ...rest } = draft[name];
        if (op === 'remove') draft[name] = rest;
        else if (value) draft[name] = { ...rest, [key]: value };
        else throw badRequest(`Invalid null or empty value in ${name}`);
      },
    },
    absent,
  );

export const GATEWAY_RESPONSE_RULES: readonly PatchRule<GatewayResponseSettings>[] = [
  ...text<GatewayResponseSettings>('statusCode'),
  texts('responseParameters', ABSENT_PARAMETER),
  texts('responseTemplates', ABSENT_TYPE),
];
