/** Users, groups and roles: what they are called and what is known of each. */
import type { Duration, Instant } from '../../kernel/instant.ts';
import { checkInput, notFound } from './errors.ts';

export type IdentityKind = 'user' | 'group' | 'role';

export interface Identity {
  readonly id: number;
  readonly account: string;
  readonly kind: IdentityKind;
  readonly name: string;
  /** `/` or `/division/team/` */
  readonly path: string;
  /** `AIDA…` of users, `AGPA…` of groups, `AROA…` of roles. */
  readonly uniqueId: string;
  readonly createdAt: Instant;
  /** ARN of the policy that limits what the others can grant. */
  readonly boundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** A role's trust policy. */
  readonly trust: string | undefined;
  readonly description: string | undefined;
  /** How long sessions of a role last at most. */
  readonly longestSession: Duration | undefined;
}

export const UNIQUE_ID_PREFIX: Readonly<Record<IdentityKind, string>> = {
  user: 'AIDA',
  group: 'AGPA',
  role: 'AROA',
};

/** How refusals begin: `User with name …`. */
export const TITLE: Readonly<Record<IdentityKind, string>> = { user: 'User', group: 'Group', role: 'Role' };

/** `arn:aws:iam::000000000000:role/division/uploader` */
export const identityArn = ({
  account,
  kind,
  path,
  name,
}: Pick<Identity, 'account' | 'kind' | 'path' | 'name'>): string =>
  `arn:aws:iam::${account}:${kind}${path}${name}`;

const NAME = { required: true, least: 1, pattern: '[\\w+=,.@-]+' } as const;
const LONGEST: Readonly<Record<IdentityKind, number>> = { user: 64, group: 128, role: 64 };

/** @throws AwsError ValidationError */
export function checkName(kind: IdentityKind, name: string | undefined): asserts name is string {
  const member = `${TITLE[kind]}Name`;
  checkInput<Record<string, string | undefined>>(
    { [member]: name },
    { [member]: { ...NAME, most: LONGEST[kind] } },
  );
}

/** @throws AwsError ValidationError */
export function checkPath(path: string): void {
  checkInput({ Path: path }, { Path: { least: 1, most: 512, pattern: '/|/[!-\\x7f]+/' } });
}

export const identityNotFound = (kind: IdentityKind, name: string) => notFound(kind, name);
