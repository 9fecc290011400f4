/**
 * Parameter mapping: where values come from that are passed on, in API Gateway's own notation
 * (`method.request.header.name`, `context.requestId`, `'*'`).
 *
 * Evidence: the developer guide's "Parameter mapping examples for REST APIs" (2026).
 */
import { jsonPath } from '../../services/api-gateway/template/json-path.ts';
import { print, type Value } from '../../services/api-gateway/template/functions.ts';
import { headerOf, type Arrival, type Execution } from './execution.ts';
import { requestContext } from './request-context.ts';
import type { Route } from './routing.ts';

/** The value of an expression over the request; `undefined` when it has none. */
export function mapped(expression: string, arrival: Arrival | (Arrival & Route)): string | undefined {
  const literal = /^'(.*)'$/s.exec(expression)?.[1];
  if (literal !== undefined) return literal;
  const { request, stage } = arrival;
  const [, root, rest = ''] = /^(method\.request|context|stageVariables)\.(.+)$/s.exec(expression) ?? [];
  if (root === 'stageVariables') return stage.variables?.[rest];
  if (root === 'context') {
    const value = jsonPath(requestContext(arrival) as Value, `$.${rest}`);
    return value === undefined || value === null ? undefined : print(value);
  }
  const [, place, name = ''] = /^(\w+)\.?(.*)$/s.exec(rest) ?? [];
  switch (place) {
    case 'path':
      return 'pathParameters' in arrival ? arrival.pathParameters[name] : undefined;
    case 'querystring':
      return request.query.findLast(([key]) => key === name)?.[1];
    case 'multivaluequerystring':
      return joined(request.query.filter(([key]) => key === name));
    case 'header':
      return headerOf(request, name.toLowerCase());
    case 'multivalueheader':
      return joined(request.headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()));
    case 'body':
      return name === '' ? request.body.toString() : fromBody(request.body.toString(), name);
    default:
      return undefined;
  }
}

/** What an integration's parameters and templates make of the request: values by the names of headers or queries. */
export function mappedTo(
  place: 'header' | 'querystring',
  requestParameters: Readonly<Record<string, string>>,
  execution: Execution,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const prefix = `integration.request.${place}.`;
  for (const [target, source] of Object.entries(requestParameters)) {
    const value = target.startsWith(prefix) ? mapped(source, execution) : undefined;
    if (value !== undefined) values.set(target.slice(prefix.length), value);
  }
  for (const [name, value] of Object.entries(execution.overrides.request[place])) values.set(name, value);
  return values;
}

/** What stands for `{name}` in an integration's URI. */
export function mappedToPath(
  name: string,
  requestParameters: Readonly<Record<string, string>>,
  execution: Execution,
): string {
  const source = requestParameters[`integration.request.path.${name}`];
  return execution.overrides.request.path[name] ?? (source && mapped(source, execution)) ?? '';
}

const joined = (entries: readonly (readonly [string, string])[]): string | undefined =>
  entries.length === 0 ? undefined : entries.map(([, value]) => value).join(',');

/** A member of a JSON text; `undefined` when the text is none or has none. */
export function fromBody(body: string, path: string): string | undefined {
  try {
    const value = jsonPath(JSON.parse(body) as Value, `$.${path}`);
    return value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
  } catch {
    return undefined;
  }
}
