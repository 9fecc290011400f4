/**
 * Methods and what makes them up: who may call them, what they call, and what they answer.
 *
 * Evidence: aws.md section D.1; answers that LocalStack recorded from AWS (test_apigateway_api). Gap: Cognito authorizers
 * are not implemented; a method that needs one is refused by name.
 */
import type { Integration, IntegrationResponse, Method, MethodResponse } from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../kernel/aws-error.ts';
import { ABSENT_PARAMETER, ABSENT_TYPE, badRequest, outsideOf, validation } from './errors.ts';
import { existing, flag, list, map, number, readFlag, text, unlessEmpty, type PatchRule } from './patch.ts';
import { serviceTarget } from './service-uri.ts';

const HTTP_METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'];
const AUTHORIZATION_TYPES = ['NONE', 'AWS_IAM', 'CUSTOM'];
export const INTEGRATION_TYPES = ['HTTP', 'MOCK', 'AWS_PROXY', 'HTTP_PROXY', 'AWS'];

/** @throws AwsError BadRequestException, NotImplemented */
export function checkMethod({ httpMethod, authorizationType, requestParameters }: Method): void {
  if (!HTTP_METHODS.includes(httpMethod ?? '')) {
    throw badRequest(
      'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
    );
  }
  if (authorizationType === 'COGNITO_USER_POOLS') {
    throw notImplemented('api-gateway', `authorization type ${authorizationType}`);
  }
  if (!AUTHORIZATION_TYPES.includes(authorizationType ?? '')) {
    throw badRequest(
      'Invalid Authorization type specified. Valid options are NONE,AWS_IAM,CUSTOM,COGNITO_USER_POOLS',
    );
  }
  checkPlaces(requestParameters, METHOD_PARAMETER);
  const names = Object.keys(requestParameters ?? {}).map((name) => name.replace(/^(?:\w+\.){3}/, ''));
  if (new Set(names).size < names.length) {
    throw badRequest('Parameter names must be unique across querystring, header and path');
  }
}

/** What is wrong with a status; nothing when it is one. */
export const statusViolations = (statusCode: string): readonly string[] =>
  /^[1-5]\d\d$/.test(statusCode)
    ? []
    : [
        `Value '${statusCode}' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d`,
      ];

/** @throws AwsError ValidationException */
export function checkStatusCode(statusCode: string): void {
  const violations = statusViolations(statusCode);
  if (violations.length > 0) throw validation(violations);
}

const SHORTEST_TIMEOUT = 50;
/** Milliseconds; what an integration has when nothing is said. */
export const LONGEST_TIMEOUT = 29_000;
/** A function as API Gateway calls it. */
export const LAMBDA_URI = /^arn:aws:apigateway:[^:]*:lambda:path\/2015-03-31\/functions\/.+\/invocations$/;

/** @throws AwsError BadRequestException, NotImplemented */
export function checkIntegration(integration: Integration): void {
  const { type = '', httpMethod, uri, timeoutInMillis = LONGEST_TIMEOUT, connectionType } = integration;
  if (!INTEGRATION_TYPES.includes(type)) throw outsideOf(type, 'type', INTEGRATION_TYPES);
  if (type !== 'MOCK' && !httpMethod) throw badRequest('Enumeration value for HttpMethod must be non-empty');
  if (type === 'AWS_PROXY' || type === 'AWS') checkServiceUri(type, integration);
  if ((type === 'HTTP' || type === 'HTTP_PROXY') && !/^(?:https?:\/\/|\$\{)./.test(uri ?? '')) {
    throw badRequest('Invalid HTTP endpoint specified for URI');
  }
  if (integration.tlsConfig?.insecureSkipVerification === true) {
    throw notImplemented('api-gateway', 'insecureSkipVerification');
  }
  if (connectionType === 'VPC_LINK') throw notImplemented('api-gateway', 'connection type VPC_LINK');
  if (integration.responseTransferMode === 'STREAM') {
    throw notImplemented('api-gateway', 'response transfer mode STREAM');
  }
  // Proxy integrations pass content on as it is, whatever they say here.
  if (type === 'AWS' || type === 'HTTP' || type === 'MOCK') checkContentHandling(integration);
  if (timeoutInMillis < SHORTEST_TIMEOUT || timeoutInMillis > LONGEST_TIMEOUT) {
    throw badRequest(`Timeout should be between ${SHORTEST_TIMEOUT} ms and ${LONGEST_TIMEOUT} ms`);
  }
}

function checkServiceUri(type: 'AWS' | 'AWS_PROXY', integration: Integration): void {
  const { uri = '' } = integration;
  const parts = uri.split(':');
  if (parts[0] !== 'arn' || parts[2] !== 'apigateway' || parts.length < 6) {
    throw badRequest('Invalid ARN specified in the request');
  }
  if (!/^(?:path|action)\//.test(parts.slice(5).join(':'))) {
    throw badRequest('AWS ARN for integration must contain path or action');
  }
  if (!LAMBDA_URI.test(uri)) {
    if (type === 'AWS') return checkService(integration);
    throw badRequest(
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    );
  }
}

function checkService({ uri = '', credentials }: Integration): void {
  if (serviceTarget(uri) === undefined) {
    throw notImplemented('api-gateway', `integration type AWS with ${uri.split(':')[4]}`);
  }
  if (!credentials) throw badRequest('Role ARN must be specified for AWS integrations');
  if (credentials.startsWith('arn:aws:iam::*:')) {
    throw notImplemented('api-gateway', "integrations with the caller's credentials");
  }
}

/** @throws AwsError NotImplemented */
export function checkContentHandling({ contentHandling }: Integration | IntegrationResponse): void {
  if (contentHandling !== undefined)
    throw notImplemented('api-gateway', `content handling ${contentHandling}`);
}

/** @throws AwsError BadRequestException for templates under a name that is no content type */
export function checkContentTypes(templates: Readonly<Record<string, string>> | undefined): void {
  const wrong = Object.keys(templates ?? {}).find((type) => !type.includes('/'));
  if (wrong === undefined) return;
  throw badRequest(`Validation Result: warnings : [], errors : [Invalid content type specified: ${wrong}]`);
}

/** @throws AwsError BadRequestException for a pattern that is no regular expression */
export function checkSelectionPattern({ selectionPattern = '' }: IntegrationResponse): void {
  if (!isPattern(selectionPattern)) throw badRequest(`Invalid selection pattern: ${selectionPattern}`);
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}

/** A mapping may only name what the method declares. */
export function checkMappings(
  mappings: Readonly<Record<string, string>> | undefined,
  declared: Readonly<Record<string, boolean>> | undefined,
  side: 'request' | 'response',
): void {
  const names = side === 'request' ? Object.values(mappings ?? {}) : Object.keys(mappings ?? {});
  for (const name of names) {
    if (!name.startsWith(`method.${side}.`) || name.startsWith('method.request.body')) continue;
    if (name.startsWith('method.request.multivalue') || declared?.[name] !== undefined) continue;
    throw invalidMapping('expression parameter', name);
  }
  if (side === 'request') checkPlaces(mappings, INTEGRATION_PARAMETER);
}

const METHOD_PARAMETER =
  /^method\.request\.(?:querystring|path|header|multivalue(?:querystring|header))\.\S+$/;
const INTEGRATION_PARAMETER =
  /^integration\.request\.(?:querystring|path|header|multivalue(?:querystring|header))\.\S+$/;

/** Names must say a place of a request. */
function checkPlaces(parameters: object | undefined, pattern: RegExp): void {
  const wrong = Object.keys(parameters ?? {}).find((name) => !pattern.test(name));
  if (wrong !== undefined) throw invalidMapping('expression', wrong);
}

const invalidMapping = (what: 'expression' | 'expression parameter', name: string): Error =>
  badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping ${what} specified: ${name}]`,
  );

/** Required or not, by parameter: `/requestParameters/method.request.querystring.user_id`. */
const declared = <Draft extends Method | MethodResponse>(
  name: keyof Draft & ('requestParameters' | 'responseParameters'),
): PatchRule<Draft> => ({
  path: `/${name}/*`,
  ops: ['add', 'remove', 'replace'],
  apply(draft, { op, value, names: [key = ''] }) {
    const members = draft as Record<string, Record<string, boolean> | undefined>;
    const { [key]: _, ...rest } = members[name] ?? {};
    members[name] = op === 'remove' ? unlessEmpty(rest) : { ...rest, [key]: readFlag(value) };
  },
});

export const METHOD_RULES: readonly PatchRule<Method>[] = [
  ...text<Method>('authorizationType', 'authorizerId', 'requestValidatorId', 'operationName'),
  ...flag<Method>('apiKeyRequired'),
  ...map<Method>('requestModels'),
  ...list<Method>('authorizationScopes'),
  declared<Method>('requestParameters'),
];

export const METHOD_RESPONSE_RULES: readonly PatchRule<MethodResponse>[] = [
  ...map<MethodResponse>('responseModels').map((rule) => existing(rule, ABSENT_TYPE)),
  existing(declared<MethodResponse>('responseParameters'), ABSENT_PARAMETER),
];

export const INTEGRATION_RULES: readonly PatchRule<Integration>[] = [
  ...text<Integration>('httpMethod', 'uri', 'passthroughBehavior', 'credentials', 'cacheNamespace'),
  {
    path: '/contentHandling',
    ops: ['add', 'remove', 'replace'],
    apply(draft, { op, value }) {
      draft.contentHandling = op === 'remove' ? undefined : (value as Integration['contentHandling']);
    },
  },
  ...number<Integration>('timeoutInMillis'),
  ...map<Integration>('requestParameters', 'requestTemplates'),
  ...list<Integration>('cacheKeyParameters'),
];

export const INTEGRATION_RESPONSE_RULES: readonly PatchRule<IntegrationResponse>[] = [
  ...text<IntegrationResponse>('selectionPattern'),
  {
    path: '/contentHandling',
    ops: ['add', 'remove', 'replace'],
    apply(draft, { op, value }) {
      draft.contentHandling = op === 'remove' ? undefined : (value as IntegrationResponse['contentHandling']);
    },
  },
  ...map<IntegrationResponse>('responseParameters', 'responseTemplates'),
];
