/**
 * What a method's validator asks of a request: parameters that must be there, and a body that fits its model.
 *
 * Evidence: aws.md section D.6; the developer guide's "Request validation for REST API in API Gateway" (a body whose
 * content type has no model is not judged, `$default` stands for every other). That parameters come before bodies and by
 * name, and that an empty body is judged as `{}`, as LocalStack 3 has it.
 */
import { compileSchema, type SchemaCheck } from '../../services/api-gateway/json-schema.ts';
import type { Snapshot } from '../../services/api-gateway/deployments.ts';
import { headerOf, type ApiRequest, type Arrival, type Execution } from './execution.ts';
import { mediaType } from './media-types.ts';
import { invalidBody, missingParameters } from './refusals.ts';
import type { Route } from './routing.ts';
import { schemaComplaint } from './schema-complaint.ts';

const validatorOf = ({ snapshot }: Arrival, { method }: Pick<Route, 'method'>) =>
  snapshot.validators.find(({ id }) => id === method.requestValidatorId);

/** @throws Refusal 400 naming what is missing */
export function checkParameters(arrival: Arrival, route: Route): void {
  if (validatorOf(arrival, route)?.validateRequestParameters !== true) return;
  const missing = Object.entries(route.method.requestParameters ?? {})
    .filter(([name, required]) => required && !isThere(name, arrival.request, route.pathParameters))
    .map(([name]) => name)
    .toSorted()
    .map((name) => name.split('.').slice(3).join('.'));
  if (missing.length > 0) throw missingParameters(missing);
}

function isThere(parameter: string, request: ApiRequest, path: Readonly<Record<string, string>>): boolean {
  const [, place = '', name = ''] = /^method\.request\.(\w+)\.(.+)$/.exec(parameter) ?? [];
  if (place === 'path') return Boolean(path[name]);
  if (place === 'header') return Boolean(headerOf(request, name.toLowerCase()));
  return request.query.some(([key, value]) => key === name && value !== '');
}

/** @throws Refusal 400 */
export async function checkBody(execution: Execution): Promise<void> {
  if (validatorOf(execution, execution)?.validateRequestBody !== true) return;
  const { snapshot, request, method, api } = execution;
  const models = method.requestModels ?? {};
  const contentType = mediaType(headerOf(request, 'content-type') ?? 'application/json');
  const name = models[contentType] ?? models['$default'];
  if (name === undefined) return;
  const check = await checkFor(snapshot, api.apiId, name);
  const errors = check(parsed(request.body));
  if (errors.length > 0) throw invalidBody(`[${errors.map(schemaComplaint).join(', ')}]`);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.length === 0 ? '{}' : body.toString());
  } catch {
    throw invalidBody('[Invalid JSON]');
  }
}

const CHECKS = new WeakMap<Snapshot, Map<string, Promise<SchemaCheck>>>();

/** Models as they were deployed; each is compiled once. */
function checkFor(snapshot: Snapshot, apiId: string, name: string): Promise<SchemaCheck> {
  const known = CHECKS.get(snapshot) ?? new Map<string, Promise<SchemaCheck>>();
  CHECKS.set(snapshot, known);
  const check = known.get(name) ?? compileSchema(apiId, name, snapshot.models ?? []);
  known.set(name, check);
  return check;
}
