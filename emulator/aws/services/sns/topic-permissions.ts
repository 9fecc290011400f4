/** AddPermission and RemovePermission: statements of the topic's policy, each under its label. */
import { invalidParameter } from './errors.ts';
import type { Topic } from './topic.ts';

interface Statement {
  readonly Sid?: string;
}

interface Policy {
  readonly Statement: readonly Statement[];
}

export interface Permission {
  readonly label: string;
  readonly accountIds: readonly string[];
  /** Without the service: `Publish`. */
  readonly actions: readonly string[];
}

/**
 * The policy with the permission added.
 *
 * @throws AwsError InvalidParameter when the label is taken
 */
export function withPermission(topic: Topic, { label, accountIds, actions }: Permission): string {
  const policy = readPolicy(topic);
  if (policy.Statement.some(({ Sid }) => Sid === label)) throw invalidParameter('Statement already exists');
  const statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: oneOrMany(accountIds.map((id) => `arn:aws:iam::${id}:root`)) },
    Action: oneOrMany(actions.map((action) => `SNS:${action}`)),
    Resource: topic.arn,
  };
  return JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] });
}

/** The policy without the permission; a label that is not there is no error. */
export function withoutPermission(topic: Topic, label: string): string {
  const policy = readPolicy(topic);
  return JSON.stringify({ ...policy, Statement: policy.Statement.filter(({ Sid }) => Sid !== label) });
}

function readPolicy(topic: Topic): Policy {
  const policy = JSON.parse(topic.policy) as { Statement: Statement | Statement[] };
  return { ...policy, Statement: [policy.Statement].flat() };
}

const oneOrMany = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? values[0]! : values;
