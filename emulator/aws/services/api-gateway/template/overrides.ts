/**
 * What templates put in the place of a request's and an answer's own parts: `#set($context.responseOverride.status = 404)`.
 * Whatever renders later in the same execution reads it again.
 *
 * Evidence: the developer guide's "Override your API's request and response parameters and status codes" (2026);
 * LocalStack's tests that pass on AWS (test_apigateway_lambda, test_apigateway_integrations, test_apigateway_eventbridge).
 */
import type { Value } from './functions.ts';

type Texts = Record<string, string>;

export type RequestPlace = 'header' | 'path' | 'querystring';

export class Overrides {
  readonly request: Readonly<Record<RequestPlace, Texts>> = { header: {}, path: {}, querystring: {} };
  readonly response: { readonly header: Texts; status?: string } = { header: {} };

  set(target: OverrideTarget, value: string): void {
    if (target.side === 'request') this.request[target.place][target.name] = value;
    else if (target.name === undefined) this.response.status = value;
    else this.response.header[target.name] = value;
  }

  /** As members of `$context`. */
  get shown(): Readonly<Record<string, Value>> {
    return { requestOverride: this.request, responseOverride: { ...this.response } };
  }
}

export type OverrideTarget =
  | { readonly side: 'request'; readonly place: RequestPlace; readonly name: string }
  /** A header, or the status. */
  | { readonly side: 'response'; readonly name: string | undefined };

const REQUEST = /^requestOverride\.(header|path|querystring)\.([\w-]+)$/;
const RESPONSE = /^responseOverride\.(?:header\.([\w-]+)|status)$/;

/** @param path after `$context.`; `undefined` for what cannot be set */
export function overrideTarget(path: string): OverrideTarget | undefined {
  const [, place, name = ''] = REQUEST.exec(path) ?? [];
  if (place !== undefined) return { side: 'request', place: place as RequestPlace, name };
  const response = RESPONSE.exec(path);
  return response === null ? undefined : { side: 'response', name: response[1] };
}
