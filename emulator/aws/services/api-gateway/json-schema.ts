/**
 * Schemas of models: draft 4 of JSON Schema, judged by Ajv, which is loaded when the first one is.
 *
 * Gap: formats are not judged (AWS judges some, undocumented which).
 */
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { ApiModel } from './models.ts';

/** A schema that cannot be used. */
export class InvalidSchema extends Error {}

/** What is wrong with a value; empty when nothing is. */
export type SchemaCheck = (value: unknown) => readonly ErrorObject[];

/** How models refer to each other. */
export const modelAddress = (apiId: string, name: string): string =>
  `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name}`;

/**
 * Reads the models of an API once, for as many of them as are asked for by name; whoever asks hears of what is wrong.
 *
 * @returns compiles a model's schema @throws InvalidSchema
 */
export async function schemaCompiler(
  apiId: string,
  models: readonly Pick<ApiModel, 'name' | 'schema'>[],
): Promise<(name: string) => SchemaCheck> {
  const { default: draft4 } = await import('ajv-draft-04');
  const ajv = new draft4.default({
    allErrors: true,
    logger: false,
    strict: false,
    validateFormats: false,
  });
  let unreadable: Error | undefined;
  try {
    for (const model of models) ajv.addSchema(parsed(model.schema), modelAddress(apiId, model.name));
  } catch (error) {
    unreadable = error as Error;
  }
  return (name) => {
    const check = used(() => {
      if (unreadable !== undefined) throw unreadable;
      return ajv.getSchema(modelAddress(apiId, name));
    });
    return (value) => (check(value) ? [] : (check.errors ?? []));
  };
}

/**
 * @param models of the API, the named one among them
 * @throws InvalidSchema
 */
export const compileSchema = async (
  apiId: string,
  name: string,
  models: readonly Pick<ApiModel, 'name' | 'schema'>[],
): Promise<SchemaCheck> => (await schemaCompiler(apiId, models))(name);

function used(compile: () => ValidateFunction | undefined): ValidateFunction {
  try {
    const check = compile();
    if (check !== undefined) return check;
  } catch (error) {
    throw new InvalidSchema(error instanceof Error ? error.message : String(error));
  }
  throw new InvalidSchema('no such model');
}

/** Whatever draft a schema says it is of, API Gateway reads it as one of draft 4. */
function parsed(schema: string): object {
  const value: unknown = JSON.parse(schema);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not an object');
  const { $schema: _, ...rest } = value as Readonly<Record<string, unknown>>;
  return rest;
}
