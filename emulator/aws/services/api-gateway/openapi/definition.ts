/**
 * What an OpenAPI document says of an API, in API Gateway's own terms.
 *
 * Evidence: the developer guide's "OpenAPI extensions for API Gateway". Gaps: documentation and the CORS of HTTP APIs
 * are passed over, as are security policies and access modes.
 */
import type { RequestValidator } from '@aws-sdk/client-api-gateway';
import { checkResponseType, newResponse, type GatewayResponseSettings } from '../gateway-responses.ts';
import type { RestApiSettings } from '../rest-apis.ts';
import { basePathParts } from './base-path.ts';
import { listOf, objectOf, OpenApiDocument, textOf, textsOf } from './document.ts';
import { methodsOf, type MethodDefinition } from './methods.ts';
import { DocumentModels } from './models.ts';
import { authorizersOf, type AuthorizerDefinition } from './security.ts';

export interface Definition {
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly version: string | undefined;
  readonly binaryMediaTypes: readonly string[];
  readonly apiKeySource: RestApiSettings['apiKeySource'] | undefined;
  readonly disableExecuteApiEndpoint: boolean | undefined;
  /** In bytes, as written. */
  readonly minimumCompressionSize: unknown;
  /** A policy document. */
  readonly policy: string | undefined;
  readonly models: DocumentModels;
  readonly authorizers: readonly AuthorizerDefinition[];
  readonly validators: readonly (Omit<RequestValidator, 'id'> & { readonly name: string })[];
  readonly gatewayResponses: readonly GatewayResponseSettings[];
  /** Path parts before those of each method's own path. */
  readonly basePath: readonly string[];
  readonly methods: readonly MethodDefinition[];
}

/**
 * @param basePath what is made of the document's base path: `ignore`, `prepend` or `split`
 * @throws AwsError BadRequestException
 */
export function readDefinition(body: Uint8Array, basePath: string | undefined): Definition {
  const document = new OpenApiDocument(body);
  const { root, version } = document;
  const models = new DocumentModels(document);
  const info = document.at('info');
  const disabled = document.at('x-amazon-apigateway-endpoint-configuration')['disableExecuteApiEndpoint'];
  const policy = root['x-amazon-apigateway-policy'];
  const keySource = textOf(root['x-amazon-apigateway-api-key-source'])?.toUpperCase();
  return {
    title: textOf(info['title']),
    description: textOf(info['description']),
    version,
    binaryMediaTypes: listOf(root['x-amazon-apigateway-binary-media-types']).flatMap(
      (type) => textOf(type) ?? [],
    ),
    apiKeySource: keySource as Definition['apiKeySource'],
    disableExecuteApiEndpoint: disabled === undefined ? undefined : disabled === true,
    minimumCompressionSize: root['x-amazon-apigateway-minimum-compression-size'],
    policy: policy === undefined ? undefined : (textOf(policy) ?? JSON.stringify(policy)),
    models,
    authorizers: authorizersOf(document),
    validators: validatorsOf(document),
    gatewayResponses: gatewayResponsesOf(document),
    basePath: basePathParts(document, basePath),
    methods: methodsOf(document, models),
  };
}

const validatorsOf = (document: OpenApiDocument): Definition['validators'] =>
  Object.entries(document.at('x-amazon-apigateway-request-validators')).map(([name, value]) => {
    const { validateRequestBody, validateRequestParameters } = objectOf(value);
    return {
      name,
      validateRequestBody: validateRequestBody === true,
      validateRequestParameters: validateRequestParameters === true,
    };
  });

const gatewayResponsesOf = (document: OpenApiDocument): Definition['gatewayResponses'] =>
  Object.entries(document.at('x-amazon-apigateway-gateway-responses')).map(([type, value]) => {
    const { statusCode, responseParameters, responseTemplates } = objectOf(value);
    return newResponse(checkResponseType(type), {
      statusCode: textOf(statusCode),
      responseParameters: textsOf(responseParameters),
      responseTemplates: textsOf(responseTemplates),
    });
  });
