/** The shapes in which functions see requests and responses (aws.md section A.17). */

export interface FunctionValue {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

export interface FunctionCookie extends FunctionValue {
  readonly attributes?: string;
}

export interface FunctionRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Readonly<Record<string, FunctionValue>>;
  readonly headers: Readonly<Record<string, FunctionValue>>;
  readonly cookies: Readonly<Record<string, FunctionCookie>>;
}

export type FunctionBody = string | { readonly encoding: 'text' | 'base64'; readonly data: string };

export interface FunctionResponse {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers: Readonly<Record<string, FunctionValue>>;
  readonly cookies: Readonly<Record<string, FunctionCookie>>;
  readonly body?: FunctionBody;
}

/** A result that is neither a request nor a response, or one with parts of the wrong type. */
export class InvalidFunctionResult extends Error {}

/**
 * What a handler returned.
 *
 * @param text the returned value as JSON; empty for nothing
 * @throws InvalidFunctionResult
 */
export function readResult(
  text: string,
): { readonly request: FunctionRequest } | { readonly response: FunctionResponse } {
  const value: unknown = text === '' ? undefined : JSON.parse(text);
  if (!isRecord(value)) throw new InvalidFunctionResult('The function returned no request and no response.');
  const { headers = {}, cookies = {}, querystring = {} } = value;
  checkValues('headers', headers);
  checkValues('cookies', cookies);
  if ('statusCode' in value) {
    const { statusCode } = value;
    if (
      typeof statusCode !== 'number' ||
      !Number.isInteger(statusCode) ||
      statusCode < 200 ||
      statusCode > 599
    ) {
      throw new InvalidFunctionResult('response.statusCode is not valid.');
    }
    checkBody(value['body']);
    return { response: { ...value, headers, cookies } as unknown as FunctionResponse };
  }
  checkValues('querystring', querystring);
  const { uri } = value;
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (typeof uri !== 'string' || !uri.startsWith('/') || /[\s\u0000-\u001f#]/.test(uri)) {
    throw new InvalidFunctionResult('request.uri is not valid.');
  }
  return { request: { ...value, headers, cookies, querystring } as unknown as FunctionRequest };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkValues(what: string, values: unknown): void {
  if (!isRecord(values)) throw new InvalidFunctionResult(`${what} is not an object.`);
  for (const [name, held] of Object.entries(values)) {
    const entries: unknown[] =
      isRecord(held) && Array.isArray(held['multiValue']) ? held['multiValue'] : [held];
    if (!entries.every((entry) => isRecord(entry) && typeof entry['value'] === 'string')) {
      throw new InvalidFunctionResult(`${what}.${name} has no value.`);
    }
  }
}

function checkBody(body: unknown): void {
  if (body === undefined || typeof body === 'string') return;
  const known = isRecord(body) && (body['encoding'] === 'text' || body['encoding'] === 'base64');
  if (!known || typeof body['data'] !== 'string')
    throw new InvalidFunctionResult('response.body is not valid.');
}

/** The values of a field, first to last. */
export const valuesOf = ({ value, multiValue }: FunctionValue): readonly string[] =>
  multiValue === undefined || multiValue.length === 0 ? [value] : multiValue.map((entry) => entry.value);

/** Fields by name, repeated ones as `multiValue`. */
export function fieldsOf(
  entries: Iterable<readonly [name: string, value: string]>,
): Record<string, FunctionValue> {
  const grouped = Map.groupBy(entries, ([name]) => name);
  return Object.fromEntries(
    [...grouped].map(([name, same]) => {
      const values = same.map(([, value]) => ({ value }));
      return [name, { ...values[0]!, ...(values.length > 1 && { multiValue: values }) }];
    }),
  );
}
