/** The shapes in which Lambda@Edge functions see and return requests and responses (developer guide, 2023). */

export type LambdaHeaders = Readonly<
  Record<string, readonly { readonly key?: string; readonly value: string }[]>
>;

export interface LambdaRequest {
  readonly clientIp?: string;
  readonly method: string;
  readonly uri: string;
  readonly querystring: string;
  readonly headers: LambdaHeaders;
  readonly body?: {
    readonly action: 'read-only' | 'replace';
    readonly data: string;
    readonly encoding: 'base64' | 'text';
    readonly inputTruncated?: boolean;
  };
}

export interface LambdaResponse {
  /** `200` */
  readonly status: string;
  readonly statusDescription?: string;
  readonly headers: LambdaHeaders;
  readonly body?: string;
  readonly bodyEncoding?: 'text' | 'base64';
}

/** A result that is neither a request nor a response, or one with parts of the wrong type. */
export class InvalidLambdaResult extends Error {}

/** @throws InvalidLambdaResult */
export function readLambdaResult(
  text: string,
): { readonly request: LambdaRequest } | { readonly response: LambdaResponse } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidLambdaResult('The function returned no JSON.');
  }
  if (typeof value !== 'object' || value === null)
    throw new InvalidLambdaResult('The function returned nothing.');
  const { status, uri, headers = {} } = value as Record<string, unknown>;
  checkHeaders(headers);
  if (typeof status === 'string' || typeof status === 'number') {
    if (!/^[2-5]\d\d$/.test(String(status))) throw new InvalidLambdaResult('The status is not valid.');
    return { response: { ...value, status: String(status), headers } };
  }
  if (typeof uri !== 'string' || !uri.startsWith('/')) throw new InvalidLambdaResult('The uri is not valid.');
  return { request: { querystring: '', ...value, headers } as unknown as LambdaRequest };
}

function checkHeaders(headers: unknown): asserts headers is LambdaHeaders {
  const lists: unknown[] =
    typeof headers === 'object' && headers !== null ? Object.values(headers) : [undefined];
  for (const list of lists) {
    const valid =
      Array.isArray(list) && list.every((entry) => typeof (entry as { value?: unknown })?.value === 'string');
    if (!valid) throw new InvalidLambdaResult('The headers are not lists of keys and values.');
  }
}

export function toLambdaHeaders(headers: Readonly<Record<string, string | string[]>>): LambdaHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      [value].flat().map((one) => ({ key: capitalised(name), value: one })),
    ]),
  );
}

/** Lower-case names; `set-cookie` keeps its values apart. */
export function fromLambdaHeaders(headers: LambdaHeaders): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, entries]) => {
      const values = entries.map(({ value }) => value);
      const lower = name.toLowerCase();
      return [lower, lower === 'set-cookie' ? values : values.join(', ')];
    }),
  );
}

const capitalised = (name: string): string => name.replaceAll(/(?:^|-)[a-z]/g, (part) => part.toUpperCase());
