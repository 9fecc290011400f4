/**
 * Lambda authorizers: functions that say who a caller is and what the caller may.
 *
 * Evidence: the API reference's Authorizer; answers that LocalStack recorded from AWS (test_apigateway_api,
 * test_apigateway_basic); moto 5 for identifiers.
 * Gaps: Cognito user pools are refused by name. Unverified: the texts for names, URIs, lifetimes and authorizers in use.
 */
import type { Authorizer, AuthorizerType, Method } from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../kernel/aws-error.ts';
import type { ApiGateway } from './api-gateway.ts';
import { badRequest, conflict, invalidIdentifier, outsideOf } from './errors.ts';
import { LAMBDA_URI } from './methods.ts';
import { number, text, type PatchRule } from './patch.ts';
import type { RestApi } from './rest-apis.ts';

export interface ApiAuthorizer extends Authorizer {
  readonly id: string;
  name: string;
  type: AuthorizerType;
  authorizerUri: string;
  /** How long an answer is kept, in seconds; 0 for not at all. AWS does not show what it takes when nothing is said. */
  authorizerResultTtlInSeconds?: number | undefined;
}

const TYPES = ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'];
const USUAL_TTL = 300;
const LONGEST_TTL = 3_600;

export const AUTHORIZER_RULES: readonly PatchRule<ApiAuthorizer>[] = [
  ...text<ApiAuthorizer>(
    'name',
    'authType',
    'authorizerUri',
    'authorizerCredentials',
    'identitySource',
    'identityValidationExpression',
  ),
  ...number<ApiAuthorizer>('authorizerResultTtlInSeconds'),
];

/** In seconds. */
export const resultTtl = ({ authorizerResultTtlInSeconds: ttl = USUAL_TTL }: ApiAuthorizer): number => ttl;

/** What a request for a new authorizer leaves open, filled in. */
export const newAuthorizer = (id: string, input: Authorizer): ApiAuthorizer => ({
  id,
  name: input.name ?? '',
  type: (input.type ?? '') as AuthorizerType,
  authType: input.authType ?? 'custom',
  authorizerUri: input.authorizerUri ?? '',
  authorizerCredentials: input.authorizerCredentials,
  identitySource: input.identitySource,
  identityValidationExpression: input.identityValidationExpression,
  authorizerResultTtlInSeconds: input.authorizerResultTtlInSeconds,
});

/** @throws AwsError BadRequestException, NotImplemented */
export function checkAuthorizer(authorizer: ApiAuthorizer): void {
  const { name, type, authorizerUri: uri } = authorizer;
  const ttl = resultTtl(authorizer);
  if (!TYPES.includes(type)) throw outsideOf(type, 'type', TYPES);
  if (type === 'COGNITO_USER_POOLS') throw notImplemented('api-gateway', 'Cognito authorizers');
  if (name === '') throw badRequest('Authorizer name cannot be empty');
  if (!LAMBDA_URI.test(uri)) {
    throw badRequest(
      `Invalid Authorizer URI: ${uri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    );
  }
  if (ttl < 0 || ttl > LONGEST_TTL) {
    throw badRequest(`Authorizer result TTL must be between 0 and ${LONGEST_TTL} seconds`);
  }
  if (type === 'REQUEST' && ttl > 0 && !authorizer.identitySource) {
    throw badRequest('Identity source is required for REQUEST authorizers whose results are cached');
  }
}

/** @throws AwsError NotFoundException */
export function namedAuthorizer(
  gateway: ApiGateway,
  { apiId }: RestApi,
  id: string | undefined,
): ApiAuthorizer {
  const found = gateway.authorizers.find(apiId, id ?? '');
  if (found === undefined) throw invalidIdentifier('Authorizer');
  return found;
}

/** @throws AwsError BadRequestException for a method that asks for an authorizer which does not exist */
export function checkMethodAuthorizer(
  gateway: ApiGateway,
  { apiId }: RestApi,
  { authorizationType, authorizerId = '' }: Method,
): void {
  if (authorizationType !== 'CUSTOM' || gateway.authorizers.find(apiId, authorizerId) !== undefined) return;
  throw badRequest(
    'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
  );
}

/** @throws AwsError ConflictException for an authorizer that methods ask for */
export function checkUnusedAuthorizer(
  gateway: ApiGateway,
  { apiId }: RestApi,
  { id, name }: ApiAuthorizer,
): void {
  for (const { path, resourceMethods } of gateway.resources.list(apiId)) {
    const user = Object.values(resourceMethods).find(({ authorizerId }) => authorizerId === id);
    if (user === undefined) continue;
    throw conflict(`Cannot delete authorizer '${name}', is referenced in method: ${path}/${user.httpMethod}`);
  }
}
