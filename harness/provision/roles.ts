import type { IAM } from '@aws-sdk/client-iam';
import { changed, covers, found, type Change } from './change.ts';

/** In whose name a function or a state machine acts. */
export interface RoleSpec {
  readonly name: string;
  /** Who may assume it: `lambda.amazonaws.com`. */
  readonly service: string;
  /** Statements of its only policy. */
  readonly rights: readonly Readonly<Record<string, unknown>>[];
}

const POLICY = 'rights';

/** Makes a role stand that one service may assume and that may do what it is there for. */
export async function ensureRole(iam: IAM, { name: RoleName, service, rights }: RoleSpec): Promise<Change> {
  const standing = await found(iam.getRole({ RoleName }), 'NoSuchEntityException', 'NoSuchEntity');
  if (standing === undefined) {
    const trust = [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }];
    await iam.createRole({ RoleName, AssumeRolePolicyDocument: policy(trust) });
  }
  const look = iam.getRolePolicy({ RoleName, PolicyName: POLICY });
  const { PolicyDocument = '' } = (await found(look, 'NoSuchEntityException', 'NoSuchEntity')) ?? {};
  const wanted = policy(rights);
  const same =
    PolicyDocument !== '' && covers(JSON.parse(wanted), JSON.parse(decodeURIComponent(PolicyDocument)));
  if (!same) await iam.putRolePolicy({ RoleName, PolicyName: POLICY, PolicyDocument: wanted });
  return standing === undefined
    ? { kind: 'role', name: RoleName, outcome: 'created' }
    : changed('role', RoleName, same ? [] : ['rights']);
}

const policy = (Statement: RoleSpec['rights']): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });
