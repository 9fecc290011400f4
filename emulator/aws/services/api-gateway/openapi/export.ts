/**
 * A deployed API as an OpenAPI document: what `GetExport` answers.
 *
 * Evidence: documents that LocalStack recorded from AWS (test_apigateway_extended). Unverified: what stands in the place of
 * a version that an API does not have, and in the file's name. Gaps: of AWS's extensions only integrations are written.
 */
import type { Integration, Method } from '@aws-sdk/client-api-gateway';
import { toIsoSeconds } from '../../../kernel/instant.ts';
import type { Snapshot } from '../deployments.ts';
import { LONGEST_TIMEOUT } from '../methods.ts';
import type { ApiModel } from '../models.ts';
import type { RestApi } from '../rest-apis.ts';
import { openApi3 } from './export-openapi.ts';
import { swagger } from './export-swagger.ts';

/** Part of a document; members that are not there are `undefined`. */
type Members = Readonly<Record<string, unknown>>;

/** What both versions of OpenAPI say of a method, each in its own words. */
export interface ExportedMethod {
  readonly operationId: string | undefined;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  /** Models by content type. */
  readonly body: readonly (readonly [type: string, model: string])[];
  /** Content types that templates and models are for. */
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
  readonly responses: readonly ExportedResponse[];
  readonly keyed: boolean;
}

export interface ExportedResponse {
  readonly status: string;
  readonly models: readonly (readonly [type: string, model: string])[];
  readonly headers: readonly string[];
}

interface ExportedApi {
  readonly title: string;
  readonly description: string | undefined;
  readonly version: string;
  /** `a1b2c3d4e5.execute-api.us-east-1.amazonaws.com` */
  readonly host: string;
  readonly stage: string;
}

/** A version of OpenAPI. */
export interface Dialect {
  /** What schemas refer to models by. */
  readonly prefix: string;
  head(api: ExportedApi): Members;
  method(method: ExportedMethod): Members;
  models(schemas: Members, keyed: boolean): Members;
}

export const DIALECTS: Readonly<Record<string, Dialect>> = { oas30: openApi3, swagger };

export interface Exporting {
  readonly api: RestApi;
  readonly stage: string;
  readonly snapshot: Snapshot;
  readonly dialect: Dialect;
  readonly integrations: boolean;
}

export const versionOf = ({ settings }: RestApi): string =>
  settings.version ?? toIsoSeconds(settings.createdAt);

export function exported({ api, stage, snapshot, dialect, integrations }: Exporting): Members {
  const { name, description } = api.settings;
  const host = `${api.apiId}.execute-api.${api.scope.region}.amazonaws.com`;
  const written = snapshot.resources.flatMap(({ path, resourceMethods }) =>
    Object.values(resourceMethods).map((method) => ({ path, method, parts: partsOf(method) })),
  );
  const paths: Record<string, Record<string, Members>> = {};
  for (const { path, method, parts } of written) {
    const integration = integrations ? method.methodIntegration : undefined;
    (paths[path] ??= {})[memberOf(method)] = {
      ...dialect.method(parts),
      ...(integration !== undefined && { 'x-amazon-apigateway-integration': integrationOf(integration) }),
    };
  }
  const schemas = (snapshot.models ?? []).map((model) => [model.name, schemaOf(model, dialect.prefix)]);
  return {
    ...dialect.head({ title: name, description, version: versionOf(api), host, stage }),
    paths,
    ...dialect.models(
      Object.fromEntries(schemas),
      written.some(({ parts }) => parts.keyed),
    ),
  };
}

const memberOf = ({ httpMethod = '' }: Method): string =>
  httpMethod === 'ANY' ? 'x-amazon-apigateway-any-method' : httpMethod.toLowerCase();

function partsOf(method: Method): ExportedMethod {
  const { methodIntegration, methodResponses = {}, requestModels = {} } = method;
  const responses = Object.entries(methodResponses).map(([status, response]) => ({
    status,
    models: Object.entries(response.responseModels ?? {}),
    headers: Object.keys(response.responseParameters ?? {}).map((name) =>
      name.replace('method.response.header.', ''),
    ),
  }));
  const templates = Object.values(methodIntegration?.integrationResponses ?? {}).flatMap(
    ({ responseTemplates = {} }) => Object.keys(responseTemplates),
  );
  const modelled = responses.flatMap(({ models }) => models.map(([type]) => type));
  return {
    operationId: method.operationName,
    parameters: Object.entries(method.requestParameters ?? {}).flatMap(([written, required]) =>
      parameterOf(written, required),
    ),
    body: Object.entries(requestModels),
    consumes: distinct([
      ...Object.keys(methodIntegration?.requestTemplates ?? {}),
      ...Object.keys(requestModels),
    ]),
    produces: distinct([...modelled, ...templates]),
    responses,
    keyed: method.apiKeyRequired === true,
  };
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

function parameterOf(written: string, required: boolean): ExportedMethod['parameters'] {
  const [, place, name = ''] = /^method\.request\.(header|path|querystring)\.(.+)$/.exec(written) ?? [];
  if (place === undefined) return [];
  return [{ name, in: place === 'querystring' ? 'query' : place, required: place === 'path' || required }];
}

/** References to models of the API lead within the document. */
const schemaOf = ({ schema }: ApiModel, prefix: string): unknown =>
  JSON.parse(schema, (key, value: unknown) => {
    if (key === '$schema') return undefined;
    return key === '$ref' && typeof value === 'string' ? prefix + value.replace(/^.*\/models\//, '') : value;
  });

/** An integration as imports read it: lower-case enumerations, responses by pattern. */
function integrationOf(integration: Integration): Members {
  const { type, passthroughBehavior, integrationResponses = {}, timeoutInMillis, ...rest } = integration;
  const { cacheNamespace: _, cacheKeyParameters: __, connectionType: ___, ...shown } = rest;
  const responses = Object.values(integrationResponses).map(({ selectionPattern, ...response }) => [
    selectionPattern || 'default',
    response,
  ]);
  return {
    ...shown,
    type: type?.toLowerCase(),
    ...(timeoutInMillis !== LONGEST_TIMEOUT && { timeoutInMillis }),
    ...(responses.length > 0 && { responses: Object.fromEntries(responses) }),
    passthroughBehavior: passthroughBehavior?.toLowerCase(),
  };
}
