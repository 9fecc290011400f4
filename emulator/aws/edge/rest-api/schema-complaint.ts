/**
 * What is wrong with a body, in the words that `$context.error.validationErrorString` has for it: those of the Java
 * library fge/json-schema-validator, as seen in public reports of AWS (`object has missing required properties
 * (["name"])`). Unverified: texts beyond those for required members, types and enumerations.
 */
import type { ErrorObject } from 'ajv';

type Parameters = Readonly<Record<string, unknown>>;

const quoted = (values: unknown): string => JSON.stringify(values);

const COMPLAINTS: Readonly<Record<string, (parameters: Parameters) => string>> = {
  additionalProperties: ({ additionalProperty }) =>
    `object instance has properties which are not allowed by the schema: ${quoted([additionalProperty])}`,
  enum: ({ allowedValues }) => `instance value not found in enum (possible values: ${quoted(allowedValues)})`,
  maximum: ({ limit }) => `numeric instance is greater than the required maximum (maximum: ${String(limit)})`,
  maxItems: ({ limit }) => `array is too long: must have at most ${String(limit)} elements`,
  maxLength: ({ limit }) => `string is too long (maximum allowed: ${String(limit)})`,
  minimum: ({ limit }) => `numeric instance is lower than the required minimum (minimum: ${String(limit)})`,
  minItems: ({ limit }) => `array is too short: must have at least ${String(limit)} elements`,
  minLength: ({ limit }) => `string is too short (required minimum: ${String(limit)})`,
  pattern: ({ pattern }) => `ECMA 262 regex ${quoted(pattern)} does not match input string`,
  required: ({ missingProperty }) => `object has missing required properties (${quoted([missingProperty])})`,
  type: ({ type }) =>
    `instance type does not match any allowed primitive type (allowed: ${quoted([type].flat())})`,
  uniqueItems: () => 'array must not contain duplicate elements',
};

export const schemaComplaint = ({ keyword, params, message = keyword }: ErrorObject): string =>
  COMPLAINTS[keyword]?.(params as Parameters) ?? message;
