/**
 * AddPermission and RemovePermission: statements of the queue's policy, each under its label (recorded 2023-11-14: the
 * document's id and version, and that a single account or action is not wrapped in a list).
 */
import { invalidParameter } from './errors.ts';

interface Statement {
  readonly Sid?: string;
}

interface Policy {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: readonly Statement[];
}

export interface Permission {
  readonly label: string;
  readonly accountIds: readonly string[];
  /** Without the service: `SendMessage`, or `*`. */
  readonly actions: readonly string[];
}

/**
 * The policy with the permission added.
 *
 * @throws AwsError InvalidParameterValue when the label is taken
 */
export function withPermission(policy: string | undefined, queueArn: string, permission: Permission): string {
  const { label, accountIds, actions } = permission;
  const before: Policy =
    policy === undefined
      ? { Version: '2008-10-17', Id: `${queueArn}/SQSDefaultPolicy`, Statement: [] }
      : readPolicy(policy);
  if (before.Statement.some(({ Sid }) => Sid === label))
    throw invalidParameter('Label', label, 'Already exists.');
  const statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: oneOrMany(accountIds.map((id) => `arn:aws:iam::${id}:root`)) },
    Action: oneOrMany(actions.map((action) => `SQS:${action}`)),
    Resource: queueArn,
  };
  return JSON.stringify({ ...before, Statement: [...before.Statement, statement] });
}

/**
 * The policy without the permission; `undefined` when nothing is left of it.
 *
 * @throws AwsError InvalidParameterValue when no statement has the label
 */
export function withoutPermission(policy: string | undefined, label: string): string | undefined {
  const before = policy === undefined ? undefined : readPolicy(policy);
  const left = before?.Statement.filter(({ Sid }) => Sid !== label) ?? [];
  if (left.length === (before?.Statement.length ?? 0))
    throw invalidParameter('Label', label, "can't find label.");
  return left.length === 0 ? undefined : JSON.stringify({ ...before, Statement: left });
}

function readPolicy(text: string): Policy {
  const policy = JSON.parse(text) as Omit<Policy, 'Statement'> & { Statement: Statement | Statement[] };
  return { ...policy, Statement: [policy.Statement].flat() };
}

const oneOrMany = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? values[0]! : values;
