/**
 * Names of parameters: what they may be, and how requests name a parameter and one of its versions (Systems Manager user
 * guide "Parameter name constraints", read 2026-11).
 */
import { parseArn, type Scope } from '../../kernel/scope.ts';
import { invalidName, reservedName, tooManyLevels, validation } from './errors.ts';
import { parameterArn } from './parameter.ts';

const LONGEST_ARN = 1_011;
const MOST_LEVELS = 15;

/** @throws AwsError ValidationException, AccessDeniedException, HierarchyLevelLimitExceededException */
export function checkNewName(scope: Scope, name: string): void {
  const first = name.replace(/^\//, '').toLowerCase();
  if (first.startsWith('aws')) throw reservedName(name);
  if (first.startsWith('ssm') || !/^\/?[\w.-]+(?:\/[\w.-]+)*$/.test(name)) throw invalidName();
  if (name.includes('/') && !name.startsWith('/')) {
    throw validation('Parameter name must be a fully qualified name.');
  }
  if (name.split('/').length - 1 > MOST_LEVELS) throw tooManyLevels();
  if (parameterArn(scope, name).length > LONGEST_ARN) throw validation('Parameter name is too long.');
}

export interface NamedParameter {
  readonly name: string;
  /** `:3`, or `:label`, as it was written. */
  readonly selector: string | undefined;
  readonly scope: Scope;
}

/** By name or ARN, with a version or a label behind it. */
export function readName(scope: Scope, given: string): NamedParameter {
  const arn = parseArn(given);
  const whole = arn?.service === 'ssm' ? arn.resource.replace(/^parameter/, '') : given;
  const colon = whole.indexOf(':');
  const name = colon < 0 ? whole : whole.slice(0, colon);
  const selector = colon < 0 ? undefined : whole.slice(colon);
  if (arn?.service !== 'ssm') return { name, selector, scope };
  return { name, selector, scope: { ...scope, accountId: arn.accountId, region: arn.region } };
}
