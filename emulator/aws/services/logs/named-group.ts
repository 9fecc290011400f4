/** Finds the group that a request names, by name or by ARN, once the caller is known to be allowed to act on it. */
import type { Call } from '../../kernel/operation.ts';
import { parseArn, type Scope } from '../../kernel/scope.ts';
import { invalidParameter, nameAndArn } from './errors.ts';
import { checkGroupName, groupArn, type LogGroup } from './log-groups.ts';
import type { Logs } from './logs.ts';

export interface GroupReference {
  readonly logGroupName?: string | undefined;
  /** The name, or the ARN without `:*`. */
  readonly logGroupIdentifier?: string | undefined;
}

/** @throws AwsError AccessDeniedException, ResourceNotFoundException, InvalidParameterException, ValidationException */
export function namedGroup(logs: Logs, reference: GroupReference, call: Call, action: string): LogGroup {
  const { scope, name } = groupReferred(reference, call);
  authorizeGroup(call, action, scope, name);
  return logs.groups.get(scope, name);
}

/** Asks whether the caller may do this to the group, which need not exist. */
export function authorizeGroup(call: Call, action: string, scope: Scope, name: string): void {
  call.touches(name);
  call.authorize({ action, resource: `${groupArn(scope, name)}:*`, owner: scope.accountId });
}

function groupReferred(
  { logGroupName, logGroupIdentifier }: GroupReference,
  call: Call,
): { readonly scope: Scope; readonly name: string } {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) throw nameAndArn();
  if (logGroupName !== undefined) {
    checkGroupName(logGroupName);
    return { scope: call.scope, name: logGroupName };
  }
  if (logGroupIdentifier === undefined) {
    throw invalidParameter('Either logGroupName or logGroupIdentifier must be specified');
  }
  const arn = parseArn(logGroupIdentifier);
  const name =
    arn === undefined ? logGroupIdentifier : arn.resource.replace(/^log-group:/, '').replace(/:\*$/, '');
  checkGroupName(name, 'logGroupIdentifier');
  if (arn === undefined) return { scope: call.scope, name };
  return { scope: { ...call.scope, accountId: arn.accountId, region: arn.region }, name };
}
