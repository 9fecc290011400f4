/**
 * What an API answers when a request does not get as far as an integration's response, and how an API's own gateway
 * responses change it.
 *
 * Evidence: aws.md section D.6. A body beyond the limit is answered in plain text, as observed, unless the API has a
 * gateway response for it (section H.3).
 */
import type { GatewayResponseType } from '@aws-sdk/client-api-gateway';
import { AwsError } from '../../kernel/aws-error.ts';
import type { GatewayResponseSettings } from '../../services/api-gateway/gateway-responses.ts';
import { DEFAULT_TEMPLATE, wholeClass } from '../../services/api-gateway/gateway-responses.ts';
import { renderTemplate } from '../../services/api-gateway/template/render.ts';
import type { ApiAnswer, Arrival } from './execution.ts';
import { mapped } from './mapping.ts';
import { templateData } from './template-data.ts';

export class Refusal extends AwsError {
  readonly responseType: GatewayResponseType;
  /** What a validator says of a body. */
  readonly complaints: string | undefined;

  constructor(
    responseType: GatewayResponseType,
    status: number,
    code: string,
    message: string,
    complaints?: string,
  ) {
    super({ code, status, message });
    this.responseType = responseType;
    this.complaints = complaints;
  }
}

export const MAX_BODY = 10_485_760;

export const missingToken = (): Refusal =>
  new Refusal(
    'MISSING_AUTHENTICATION_TOKEN',
    403,
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
  );

export const invalidKey = (): Refusal =>
  new Refusal('INVALID_API_KEY', 403, 'ForbiddenException', 'Forbidden');

export const throttled = (): Refusal =>
  new Refusal('THROTTLED', 429, 'TooManyRequestsException', 'Too Many Requests');

export const quotaExceeded = (): Refusal =>
  new Refusal('QUOTA_EXCEEDED', 429, 'LimitExceededException', 'Limit Exceeded');

export const missingParameters = (names: readonly string[]): Refusal =>
  new Refusal(
    'BAD_REQUEST_PARAMETERS',
    400,
    'BadRequestException',
    `Missing required request parameters: [${names.join(', ')}]`,
  );

/** No token where an authorizer wants one, or one that it does not know. */
export const unauthorized = (): Refusal =>
  new Refusal('UNAUTHORIZED', 401, 'UnauthorizedException', 'Unauthorized');

/** An authorizer could not be asked, or answered what is no answer; AWS has no message for that. */
export const authorizerFault = (): Refusal =>
  new Refusal('AUTHORIZER_CONFIGURATION_ERROR', 500, 'AuthorizerConfigurationException', '');

/** @param complaints of the model, which templates can read */
export const invalidBody = (complaints: string): Refusal =>
  new Refusal('BAD_REQUEST_BODY', 400, 'BadRequestException', 'Invalid request body', complaints);

export const unsupportedMediaType = (): Refusal =>
  new Refusal('UNSUPPORTED_MEDIA_TYPE', 415, 'BadRequestException', 'Unsupported Media Type');

/** @param message in plain text when it is about the body's length alone */
const tooLarge = (message: string): Refusal =>
  new Refusal('REQUEST_TOO_LARGE', 413, 'RequestTooLargeException', message);

const CONTENT_TOO_LONG = `HTTP content length exceeded ${MAX_BODY} bytes.`;

/** Beyond what API Gateway takes in. */
export const contentTooLong = (): Refusal => tooLarge(CONTENT_TOO_LONG);

/** Beyond what the integration takes in. */
export const requestTooLong = (): Refusal => tooLarge('Request Too Long');

const INTERNAL = 'Internal server error';

/** The API cannot be executed as it is configured: no permission on the function, a template that fails. */
export const misconfigured = (): Refusal =>
  new Refusal('API_CONFIGURATION_ERROR', 500, 'InternalServerErrorException', INTERNAL);

/** A proxied function failed, or answered what is no answer. */
export const badGateway = (): Refusal =>
  new Refusal('DEFAULT_5XX', 502, 'InternalServerErrorException', INTERNAL);

/** An HTTP endpoint could not be reached. */
export const integrationFailure = (): Refusal =>
  new Refusal('INTEGRATION_FAILURE', 504, 'InternalServerErrorException', INTERNAL);

export const timedOut = (): Refusal =>
  new Refusal('INTEGRATION_TIMEOUT', 504, 'InternalServerErrorException', 'Endpoint request timed out');

export const accessDenied = (message: string): Refusal =>
  new Refusal('ACCESS_DENIED', 403, 'AccessDeniedException', message);

/** The refusal as the API words it. */
export function refusalAnswer(refusal: Refusal, arrival: Arrival): ApiAnswer {
  const settings = customised(arrival.snapshot.gatewayResponses, refusal);
  const headers: Record<string, string> = { 'x-amzn-errortype': refusal.code };
  if (settings === undefined) {
    if (refusal.message === CONTENT_TOO_LONG) {
      return { status: 413, headers: { ...headers, 'content-type': 'text/plain' }, body: CONTENT_TOO_LONG };
    }
    const member = refusal.responseType === 'ACCESS_DENIED' ? 'Message' : 'message';
    const body = JSON.stringify({ [member]: refusal.message || null });
    return { status: refusal.status, headers: { ...headers, 'content-type': 'application/json' }, body };
  }
  for (const [target, source] of Object.entries(settings.responseParameters)) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(target)?.[1];
    const value = mapped(source, arrival);
    if (name !== undefined && value !== undefined) headers[name.toLowerCase()] = value;
  }
  const [type, template] = Object.entries(settings.responseTemplates)[0] ?? [
    'application/json',
    DEFAULT_TEMPLATE,
  ];
  headers['content-type'] = type;
  const { status } = refusal;
  return {
    status: settings.statusCode === undefined ? status : Number(settings.statusCode),
    headers,
    body: renderTemplate(template, templateData(arrival, { refusal })),
  };
}

/** What the API has set for a refusal of this type, or of its class. */
function customised(
  responses: readonly GatewayResponseSettings[],
  { responseType, status }: Refusal,
): GatewayResponseSettings | undefined {
  const find = (type: GatewayResponseType) => responses.find((one) => one.responseType === type);
  return find(responseType) ?? find(wholeClass(status));
}
