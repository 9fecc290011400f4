/**
 * Who may call: a document's security schemes as authorizers, and what they mean for an operation.
 *
 * Evidence: the developer guide's `x-amazon-apigateway-authorizer`, `-authtype` and `-auth`; LocalStack's recordings of
 * AWS (test_apigateway_import, 2025-07: sources of identity, security at the root).
 */
import type { Authorizer, AuthorizerType, Method } from '@aws-sdk/client-api-gateway';
import type { JsonObject } from '../../../kernel/json.ts';
import { listOf, objectOf, textOf, type OpenApiDocument } from './document.ts';

export type AuthorizerDefinition = Authorizer & { readonly name: string };

export interface Protection {
  readonly settings: Pick<Method, 'apiKeyRequired' | 'authorizationType' | 'authorizationScopes'>;
  /** The name of the authorizer that the method asks. */
  readonly authorizer: string | undefined;
}

const schemesOf = (document: OpenApiDocument): JsonObject =>
  document.isSwagger ? document.at('securityDefinitions') : document.at('components', 'securitySchemes');

export function authorizersOf(document: OpenApiDocument): readonly AuthorizerDefinition[] {
  return Object.entries(schemesOf(document)).flatMap(([name, value]) => {
    const scheme = document.follow(value);
    const extension = scheme['x-amazon-apigateway-authorizer'];
    return extension === undefined ? [] : [authorizerOf(name, scheme, objectOf(extension))];
  });
}

function authorizerOf(name: string, scheme: JsonObject, extension: JsonObject): AuthorizerDefinition {
  const type = (textOf(extension['type']) ?? '').toUpperCase();
  const ttl = extension['authorizerResultTtlInSeconds'];
  return {
    name,
    type: type as AuthorizerType,
    authType: textOf(scheme['x-amazon-apigateway-authtype']),
    authorizerUri: textOf(extension['authorizerUri']),
    authorizerCredentials: textOf(extension['authorizerCredentials']),
    authorizerResultTtlInSeconds: ttl === undefined ? undefined : Number(ttl),
    identitySource:
      type === 'REQUEST'
        ? textOf(extension['identitySource'])
        : `method.request.header.${textOf(scheme['name']) ?? 'Authorization'}`,
    identityValidationExpression: textOf(extension['identityValidationExpression']),
  };
}

/** What the operation asks for, or the whole document where the operation says nothing. */
export function protectionOf(document: OpenApiDocument, operation: JsonObject): Protection {
  const schemes = schemesOf(document);
  const asked = listOf(operation['security'] ?? document.root['security'])
    .flatMap((one) => Object.entries(objectOf(one)))
    .map(([name, scopes]) => ({ name, scopes, scheme: document.follow(schemes[name]) }));
  const authorizing = asked.find(({ scheme }) => scheme['x-amazon-apigateway-authorizer'] !== undefined);
  const auth = textOf(objectOf(operation['x-amazon-apigateway-auth'])['type']);
  const isSigned = auth === 'AWS_IAM' || asked.some(({ scheme }) => isSignature(scheme));
  return {
    settings: {
      apiKeyRequired: asked.some(({ scheme }) => isApiKey(scheme)),
      authorizationType: isSigned ? 'AWS_IAM' : authorizing === undefined ? 'NONE' : 'CUSTOM',
    },
    authorizer: isSigned ? undefined : authorizing?.name,
  };
}

const isSignature = (scheme: JsonObject): boolean => scheme['x-amazon-apigateway-authtype'] === 'awsSigv4';

const isApiKey = (scheme: JsonObject): boolean =>
  scheme['type'] === 'apiKey' &&
  textOf(scheme['name'])?.toLowerCase() === 'x-api-key' &&
  scheme['x-amazon-apigateway-authorizer'] === undefined &&
  !isSignature(scheme);
