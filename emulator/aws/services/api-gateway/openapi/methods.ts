/**
 * A document's operations as methods: what they take, whom they call and what they answer.
 *
 * Evidence: the developer guide's `x-amazon-apigateway-integration` and `-any-method`; LocalStack's recordings of AWS
 * (test_apigateway_import, 2025-07: parameters of variable path parts, connection types, statuses and patterns).
 */
import type {
  IntegrationResponse,
  IntegrationType,
  Method,
  MethodResponse,
  PutIntegrationRequest,
} from '@aws-sdk/client-api-gateway';
import { isGreedy, isVariable } from '../resources.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { listOf, objectOf, textOf, textsOf, type OpenApiDocument } from './document.ts';
import { pathParts } from './base-path.ts';
import type { DocumentModels } from './models.ts';
import { protectionOf } from './security.ts';

export interface MethodDefinition {
  /** As in the document. */
  readonly path: string;
  readonly method: Method & { readonly httpMethod: string };
  readonly authorizer: string | undefined;
  readonly validator: string | undefined;
  readonly integration: IntegrationDefinition | undefined;
}

export interface IntegrationDefinition {
  readonly request: Omit<PutIntegrationRequest, 'restApiId' | 'resourceId' | 'httpMethod'>;
  readonly responses: readonly (IntegrationResponse & { readonly statusCode: string })[];
  /** Names of request parameters that are no texts. */
  readonly mistyped: readonly string[];
}

const HTTP_METHODS: Readonly<Record<string, string>> = {
  delete: 'DELETE',
  get: 'GET',
  head: 'HEAD',
  options: 'OPTIONS',
  patch: 'PATCH',
  post: 'POST',
  put: 'PUT',
  'x-amazon-apigateway-any-method': 'ANY',
};
const JSON_TYPE = 'application/json';

export function methodsOf(document: OpenApiDocument, models: DocumentModels): readonly MethodDefinition[] {
  return Object.entries(document.at('paths')).flatMap(([path, value]) => {
    const item = document.follow(value);
    return Object.entries(HTTP_METHODS).flatMap(([member, httpMethod]) =>
      item[member] === undefined
        ? []
        : [methodOf(document, models, { path, item, httpMethod, operation: objectOf(item[member]) })],
    );
  });
}

interface Place {
  readonly path: string;
  readonly item: JsonObject;
  readonly httpMethod: string;
  readonly operation: JsonObject;
}

function methodOf(document: OpenApiDocument, models: DocumentModels, place: Place): MethodDefinition {
  const { path, httpMethod, operation } = place;
  const { settings, authorizer } = protectionOf(document, operation);
  const parameters = parametersOf(document, place);
  const requestParameters = declaredParameters(parameters, path);
  const requestModels = requestModelsOf(document, models, operation, parameters);
  const responses = Object.entries(objectOf(operation['responses']))
    // A catch-all has no place among API Gateway's responses, which are by status.
    .filter(([status]) => status !== 'default')
    .map(([status, value]) => methodResponse(document, models, operation, status, document.follow(value)));
  const extension = operation['x-amazon-apigateway-integration'];
  return {
    path,
    method: {
      httpMethod,
      ...settings,
      operationName: textOf(operation['operationId']),
      ...(Object.keys(requestParameters).length > 0 && { requestParameters }),
      ...(Object.keys(requestModels).length > 0 && { requestModels }),
      ...(responses.length > 0 && {
        methodResponses: Object.fromEntries(responses.map((response) => [response.statusCode, response])),
      }),
    },
    authorizer,
    validator: textOf(
      operation['x-amazon-apigateway-request-validator'] ??
        document.root['x-amazon-apigateway-request-validator'],
    ),
    integration: extension === undefined ? undefined : integrationOf(objectOf(extension), httpMethod),
  };
}

/** The operation's, and those of its path that it does not say otherwise. */
function parametersOf(document: OpenApiDocument, { item, operation }: Place): readonly JsonObject[] {
  const byPlace = new Map<string, JsonObject>();
  for (const value of [...listOf(item['parameters']), ...listOf(operation['parameters'])]) {
    const parameter = document.follow(value);
    byPlace.set(`${textOf(parameter['in'])} ${textOf(parameter['name'])}`, parameter);
  }
  return [...byPlace.values()];
}

const LOCATIONS: Readonly<Record<string, string>> = {
  header: 'header',
  path: 'path',
  query: 'querystring',
};

/** Whether each is required. The variable that a path ends with is a parameter whether it is declared or not. */
function declaredParameters(parameters: readonly JsonObject[], path: string): Record<string, boolean> {
  const declared: Record<string, boolean> = {};
  for (const { in: place, name, required } of parameters) {
    const location = LOCATIONS[textOf(place) ?? ''];
    if (location !== undefined) declared[`method.request.${location}.${textOf(name)}`] = required === true;
  }
  const last = pathParts(path).at(-1) ?? '';
  if (isVariable(last) && !isGreedy(last)) declared[`method.request.path.${last.slice(1, -1)}`] = true;
  return declared;
}

function requestModelsOf(
  document: OpenApiDocument,
  models: DocumentModels,
  operation: JsonObject,
  parameters: readonly JsonObject[],
): Record<string, string> {
  if (!document.isSwagger) return contentModels(models, document.follow(operation['requestBody'])['content']);
  const body = parameters.find((parameter) => parameter['in'] === 'body');
  return typedModels(models, body?.['schema'], mediaTypes(document, operation, 'consumes'));
}

function methodResponse(
  document: OpenApiDocument,
  models: DocumentModels,
  operation: JsonObject,
  statusCode: string,
  response: JsonObject,
): MethodResponse & { readonly statusCode: string } {
  const headers = Object.keys(objectOf(response['headers']));
  const responseModels = document.isSwagger
    ? typedModels(models, response['schema'], mediaTypes(document, operation, 'produces'))
    : contentModels(models, response['content']);
  return {
    statusCode,
    ...(headers.length > 0 && {
      responseParameters: Object.fromEntries(
        headers.map((header) => [`method.response.header.${header}`, false]),
      ),
    }),
    ...(Object.keys(responseModels).length > 0 && { responseModels }),
  };
}

const contentModels = (models: DocumentModels, content: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(objectOf(content)).flatMap(([type, media]) =>
      Object.entries(typedModels(models, objectOf(media)['schema'], [type])),
    ),
  );

function typedModels(
  models: DocumentModels,
  schema: unknown,
  types: readonly string[],
): Record<string, string> {
  const name = models.nameOf(schema);
  return name === undefined ? {} : Object.fromEntries(types.map((type) => [type, name]));
}

function mediaTypes(
  document: OpenApiDocument,
  operation: JsonObject,
  member: 'consumes' | 'produces',
): readonly string[] {
  const types = listOf(operation[member] ?? document.root[member]).flatMap((type) => textOf(type) ?? []);
  return types.length === 0 ? [JSON_TYPE] : types;
}

function integrationOf(extension: JsonObject, httpMethod: string): IntegrationDefinition {
  const type = (textOf(extension['type']) ?? '').toUpperCase();
  const isHttp = type === 'HTTP' || type === 'HTTP_PROXY';
  // Functions are invoked by POST, whatever the document says.
  const called =
    type === 'AWS_PROXY' ? 'POST' : (textOf(extension['httpMethod']) ?? httpMethod).toUpperCase();
  const timeout = extension['timeoutInMillis'];
  const parameters = objectOf(extension['requestParameters']);
  return {
    request: {
      type: type as IntegrationType,
      integrationHttpMethod: called,
      uri: textOf(extension['uri']),
      connectionType: (textOf(extension['connectionType'])?.toUpperCase() ??
        (isHttp ? 'INTERNET' : undefined)) as PutIntegrationRequest['connectionType'],
      connectionId: textOf(extension['connectionId']),
      credentials: textOf(extension['credentials']),
      requestParameters: textsOf(extension['requestParameters']),
      requestTemplates: textsOf(extension['requestTemplates']),
      passthroughBehavior: textOf(extension['passthroughBehavior'])?.toUpperCase(),
      contentHandling: textOf(
        extension['contentHandling'],
      )?.toUpperCase() as PutIntegrationRequest['contentHandling'],
      timeoutInMillis: timeout === undefined ? undefined : Number(timeout),
      cacheNamespace: textOf(extension['cacheNamespace']),
      cacheKeyParameters: listOf(extension['cacheKeyParameters']).flatMap((name) => textOf(name) ?? []),
      tlsConfig: extension['tlsConfig'] as PutIntegrationRequest['tlsConfig'],
    },
    responses: Object.entries(objectOf(extension['responses'])).map(([pattern, value]) =>
      integrationResponse(pattern, objectOf(value)),
    ),
    mistyped: Object.keys(parameters).filter((name) => typeof parameters[name] !== 'string'),
  };
}

function integrationResponse(
  pattern: string,
  response: JsonObject,
): IntegrationDefinition['responses'][number] {
  return {
    statusCode: textOf(response['statusCode']) ?? '200',
    ...(pattern !== 'default' && { selectionPattern: pattern }),
    responseParameters: textsOf(response['responseParameters']),
    responseTemplates: textsOf(response['responseTemplates']),
    contentHandling: textOf(
      response['contentHandling'],
    )?.toUpperCase() as IntegrationResponse['contentHandling'],
  };
}
