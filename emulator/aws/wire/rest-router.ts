/**
 * Routing of REST protocols by method, path template and the query parameters that are part of an address. When several
 * templates fit, the one with the more literal segments wins, then the one with the more fixed query parameters.
 */
import { percentDecode, parseQuery } from './query-string.ts';
import type { QueryParameters } from './query-string.ts';
import type { WireRequest } from './message.ts';
import type { HttpTrait, OperationModel, ServiceModel } from './schema.ts';

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'label' | 'greedy'; readonly name: string };

interface Route {
  readonly operation: OperationModel;
  readonly http: HttpTrait;
  readonly segments: readonly Segment[];
}

const tables = new WeakMap<ServiceModel, ReadonlyMap<string, readonly Route[]>>();
const templates = new WeakMap<OperationModel, readonly Segment[]>();

/** The operation whose address the request has. */
export function routeRest(model: ServiceModel, request: WireRequest): OperationModel | undefined {
  const parts = segmentsOf(request.path);
  const query = parseQuery(request.query);
  return routesOf(model)
    .get(request.method)
    ?.find((route) => fits(route, parts, query))?.operation;
}

/** The values of the operation's path labels; a label that is no UTF-8 is undefined. */
export function labelsOf(operation: OperationModel, path: string): ReadonlyMap<string, string | undefined> {
  const labels = new Map<string, string | undefined>();
  const parts = segmentsOf(path);
  templateOf(operation).forEach((segment, at) => {
    if (segment.kind === 'label') labels.set(segment.name, percentDecode(parts[at] ?? ''));
    if (segment.kind === 'greedy') labels.set(segment.name, percentDecode(parts.slice(at).join('/')));
  });
  return labels;
}

function routesOf(model: ServiceModel): ReadonlyMap<string, readonly Route[]> {
  const known = tables.get(model);
  if (known !== undefined) return known;
  const table = new Map<string, Route[]>();
  for (const operation of model.operations.values()) {
    const { http } = operation;
    if (http === undefined) continue;
    const routes = table.get(http.method) ?? [];
    routes.push({ operation, http, segments: templateOf(operation) });
    table.set(http.method, routes);
  }
  for (const routes of table.values()) routes.sort(bySpecificity);
  tables.set(model, table);
  return table;
}

function templateOf(operation: OperationModel): readonly Segment[] {
  const known = templates.get(operation);
  if (known !== undefined) return known;
  const template = segmentsOf(operation.http?.path ?? '/').map(parseSegment);
  templates.set(operation, template);
  return template;
}

function parseSegment(text: string): Segment {
  if (!text.startsWith('{')) return { kind: 'literal', text };
  const name = text.slice(1, -1);
  return name.endsWith('+') ? { kind: 'greedy', name: name.slice(0, -1) } : { kind: 'label', name };
}

/** A trailing slash makes no difference. */
function segmentsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(1);
  return parts.at(-1) === '' ? parts.slice(0, -1) : parts;
}

function fits({ segments, http }: Route, parts: readonly string[], query: QueryParameters): boolean {
  const greedy = segments.at(-1)?.kind === 'greedy';
  if (greedy ? parts.length < segments.length : parts.length !== segments.length) return false;
  return (
    segments.every((segment, at) => segment.kind !== 'literal' || segment.text === parts[at]) &&
    [...http.query].every(([name, value]) =>
      query.some((parameter) => parameter[0] === name && (value === '' || parameter[1] === value)),
    )
  );
}

const RANK = { literal: 0, label: 1, greedy: 2 } as const;

function bySpecificity(a: Route, b: Route): number {
  for (let at = 0; at < Math.min(a.segments.length, b.segments.length); at += 1) {
    const [first, second] = [a.segments[at], b.segments[at]];
    if (first === undefined || second === undefined) break;
    if (first.kind !== second.kind) return RANK[first.kind] - RANK[second.kind];
  }
  return b.http.query.size - a.http.query.size;
}
