/** Finds the parameter that a request names, once the caller is known to be allowed to act on it. */
import type { Call } from '../../kernel/operation.ts';
import type { Scope } from '../../kernel/scope.ts';
import { parameterNotFound, versionNotFound } from './errors.ts';
import { readName } from './names.ts';
import { parameterArn, type Parameter } from './parameter.ts';
import type { Ssm } from './ssm.ts';

/** @param action `ssm:GetParameter` @throws AwsError AccessDeniedException */
export function authorizeParameter(call: Call, scope: Scope, name: string, action: string, tags = {}): void {
  call.touches(name);
  const context = Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, String(value)]),
  );
  call.authorize({ action, resource: parameterArn(scope, name), owner: scope.accountId, context });
}

interface Found {
  readonly parameter: Parameter;
  readonly selector: string | undefined;
}

/**
 * @param given a name or an ARN, with a version behind it or without
 * @throws AwsError ParameterNotFound, ParameterVersionNotFound, AccessDeniedException
 */
export function namedParameter({ parameters }: Ssm, call: Call, given: string, action: string): Found {
  const { name, selector, scope } = readName(call.scope, given);
  const newest = spellings(name)
    .map((spelling) => parameters.find(scope, spelling))
    .find((one) => one !== undefined);
  authorizeParameter(call, scope, newest?.name ?? name, action, newest?.tags);
  if (newest === undefined) throw parameterNotFound();
  if (selector === undefined) return { parameter: newest, selector };
  const version = /^:[1-9]\d*$/.test(selector) ? Number(selector.slice(1)) : undefined;
  const parameter = version && parameters.find(scope, newest.name, version);
  if (parameter === undefined || parameter === 0) throw versionNotFound(given);
  return { parameter, selector };
}

/** An ARN does not say whether the name begins with its slash. */
const spellings = (name: string): readonly string[] =>
  /^\/[^/]+$/.test(name) ? [name, name.slice(1)] : [name];
