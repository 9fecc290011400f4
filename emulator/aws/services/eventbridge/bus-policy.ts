/** PutPermission and RemovePermission: statements of a bus's policy, each under its id. */
import type { PutPermissionRequest } from '@aws-sdk/client-eventbridge';
import type { Bus } from './bus.ts';
import { missing, noPolicy, statementNotFound, validation } from './errors.ts';

interface Policy {
  readonly Version: string;
  readonly Statement: readonly { readonly Sid?: string }[];
}

/**
 * The policy with a statement added, or replaced when its id is there.
 *
 * @throws AwsError ValidationException
 */
export function withStatement(bus: Bus, request: PutPermissionRequest): string {
  const { StatementId: sid, Action: action, Principal: account, Condition: condition } = request;
  if (sid === undefined) throw missing('statementId');
  if (action !== 'events:PutEvents')
    throw validation("Provided value in parameter 'action' is not supported.");
  if (account === undefined || !/^(\d{12}|\*)$/.test(account)) {
    throw validation("Provided value in parameter 'principal' is not valid.");
  }
  const statement = {
    Sid: sid,
    Effect: 'Allow',
    Principal: account === '*' ? '*' : { AWS: `arn:aws:iam::${account}:root` },
    Action: action,
    Resource: bus.arn,
    ...(condition !== undefined && {
      Condition: { [condition.Type ?? '']: { [condition.Key ?? '']: condition.Value } },
    }),
  };
  const policy = readPolicy(bus) ?? { Version: '2012-10-17', Statement: [] };
  const others = policy.Statement.filter(({ Sid }) => Sid !== sid);
  return JSON.stringify({ ...policy, Statement: [...others, statement] });
}

/**
 * The policy without a statement; `undefined` when none is left.
 *
 * @throws AwsError ResourceNotFoundException
 */
export function withoutStatement(bus: Bus, sid: string | undefined): string | undefined {
  const policy = readPolicy(bus);
  if (policy === undefined) throw noPolicy();
  const left = policy.Statement.filter(({ Sid }) => Sid !== sid);
  if (left.length === policy.Statement.length) throw statementNotFound();
  return left.length === 0 ? undefined : JSON.stringify({ ...policy, Statement: left });
}

function readPolicy({ policy }: Bus): Policy | undefined {
  if (policy === undefined) return undefined;
  const document = JSON.parse(policy) as Policy;
  return { ...document, Statement: [document.Statement].flat() };
}
