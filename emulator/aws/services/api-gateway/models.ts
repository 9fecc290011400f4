/**
 * Models: schemas by which a method says what its bodies look like. Every API has two from the start.
 *
 * Evidence: the CLI reference's `get-models` (the two models and their texts); answers that LocalStack recorded from AWS
 * (test_apigateway_api) for names, schemas, patches and models in use; the developer guide's "Data models for REST APIs"
 * (names are alphanumeric; models refer to each other by
 * `https://apigateway.amazonaws.com/restapis/{id}/models/{name}`). Unverified: the texts for models that responses or
 * other models refer to.
 */
import type { Method, Model } from '@aws-sdk/client-api-gateway';
import type { ApiGateway } from './api-gateway.ts';
import { badRequest, conflict, invalidModelName } from './errors.ts';
import { InvalidSchema, schemaCompiler } from './json-schema.ts';
import { text, type PatchRule } from './patch.ts';
import type { RestApi } from './rest-apis.ts';

/** A model under its name, which never changes. */
export interface ApiModel extends Model {
  readonly id: string;
  readonly name: string;
  schema: string;
  contentType: string;
}

export const MODEL_RULES: readonly PatchRule<ApiModel>[] = text<ApiModel>('description', 'schema');

/** What every API has from the start. */
const DEFAULTS: readonly Omit<ApiModel, 'id'>[] = [
  {
    name: 'Error',
    description: 'This is a default error schema model',
    contentType: 'application/json',
    schema:
      '{\n  "$schema" : "http://json-schema.org/draft-04/schema#",\n  "title" : "Error Schema",\n  "type" : "object",\n  "properties" : {\n    "message" : { "type" : "string" }\n  }\n}',
  },
  {
    name: 'Empty',
    description: 'This is a default empty schema model',
    contentType: 'application/json',
    schema:
      '{\n  "$schema": "http://json-schema.org/draft-04/schema#",\n  "title" : "Empty Schema",\n  "type" : "object"\n}',
  },
];

/** Within the transaction that makes the API. */
export function addDefaultModels(gateway: ApiGateway, apiId: string): void {
  for (const model of DEFAULTS) gateway.models.put(apiId, model.name, { id: gateway.newId(), ...model });
}

/** @throws AwsError NotFoundException */
export function namedModel(gateway: ApiGateway, apiId: string, name: string | undefined): ApiModel {
  const found = gateway.models.find(apiId, name ?? '');
  if (found === undefined) throw invalidModelName(name);
  return found;
}

/**
 * @param models names by content type, as methods and their responses have them
 * @throws AwsError BadRequestException
 */
export function checkModels(
  gateway: ApiGateway,
  { apiId }: RestApi,
  models: Readonly<Record<string, string>> | undefined,
): void {
  const missing = Object.values(models ?? {}).find((name) => gateway.models.find(apiId, name) === undefined);
  if (missing !== undefined) throw badRequest(`Invalid model identifier specified: ${missing}`);
}

/** @throws AwsError BadRequestException */
export function checkModelName(name: string | undefined): void {
  if (!name) throw badRequest('Model name must be non-empty');
  if (!/^[a-zA-Z0-9]+$/.test(name)) throw badRequest(`Model name must be alphanumeric: ${name}`);
}

/** @throws AwsError BadRequestException, ConflictException */
export function checkNewModel(gateway: ApiGateway, apiId: string, { name }: Model): void {
  checkModelName(name);
  if (gateway.models.find(apiId, name ?? '') !== undefined) {
    throw conflict('Model name already exists for this REST API');
  }
}

/**
 * A model as it is kept: an empty description is none.
 *
 * @throws AwsError BadRequestException
 */
export function modelOf(model: ApiModel): ApiModel {
  if (!model.schema) throw badRequest('Model schema must have at least 1 property or array items defined');
  return { ...model, description: model.description || undefined };
}

/** @throws AwsError BadRequestException for a schema that is none, or that refers to models the API does not have */
export async function checkSchema(gateway: ApiGateway, apiId: string, model: ApiModel): Promise<void> {
  const others = gateway.models.list(apiId).filter(({ name }) => name !== model.name);
  const check = await schemaChecker(apiId, [...others, model]);
  check(model.name);
}

/** @returns checks one of the models by its name, as `checkSchema` does */
export async function schemaChecker(
  apiId: string,
  models: readonly ApiModel[],
): Promise<(name: string) => void> {
  const compile = await schemaCompiler(apiId, models);
  return (name) => {
    try {
      compile(name);
    } catch (error) {
      if (!(error instanceof InvalidSchema)) throw error;
      throw badRequest(
        'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]',
      );
    }
  };
}

/** @throws AwsError ConflictException for a model that methods or other models refer to */
export function checkUnused(gateway: ApiGateway, apiId: string, { name }: ApiModel): void {
  for (const { path, resourceMethods } of gateway.resources.list(apiId).toReversed()) {
    for (const { httpMethod, requestModels, methodResponses } of Object.values(resourceMethods)) {
      const side = Object.values(requestModels ?? {}).includes(name) ? 'request' : 'response';
      if (side === 'response' && !modelsOf(methodResponses).includes(name)) continue;
      throw conflict(`Cannot delete model '${name}', is referenced in method ${side}: ${path}/${httpMethod}`);
    }
  }
  const referring = gateway.models.list(apiId).find(({ schema }) => schema.includes(`/models/${name}"`));
  if (referring !== undefined) {
    throw conflict(`Cannot delete model '${name}', is referenced in model: ${referring.name}`);
  }
}

const modelsOf = (responses: Method['methodResponses'] = {}): readonly string[] =>
  Object.values(responses).flatMap(({ responseModels = {} }) => Object.values(responseModels));
