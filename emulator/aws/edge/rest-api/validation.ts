/** Required parameters of methods that have a validator for them (aws.md section D.6). */
import { headerOf, type ApiRequest, type Arrival } from './execution.ts';
import { missingParameters } from './refusals.ts';
import type { Route } from './routing.ts';

/** @throws Refusal 400 naming what is missing */
export function checkParameters({ snapshot, request }: Arrival, { method, pathParameters }: Route): void {
  const validator = snapshot.validators.find(({ id }) => id === method.requestValidatorId);
  if (validator?.validateRequestParameters !== true) return;
  const missing = Object.entries(method.requestParameters ?? {})
    .filter(([name, required]) => required && !isThere(name, request, pathParameters))
    .map(([name]) => name.split('.').slice(3).join('.'));
  if (missing.length > 0) throw missingParameters(missing);
}

function isThere(parameter: string, request: ApiRequest, path: Readonly<Record<string, string>>): boolean {
  const [, place = '', name = ''] = /^method\.request\.(\w+)\.(.+)$/.exec(parameter) ?? [];
  if (place === 'path') return Boolean(path[name]);
  if (place === 'header') return Boolean(headerOf(request, name.toLowerCase()));
  return request.query.some(([key, value]) => key === name && value !== '');
}
