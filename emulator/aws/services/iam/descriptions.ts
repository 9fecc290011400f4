/** Identities and policies as answers describe them. Documents are percent-encoded, as RFC 3986 says. */
import type { Group, Policy, PolicyVersion as VersionOutput, Role, User } from '@aws-sdk/client-iam';
import { toDate } from '../../kernel/instant.ts';
import type { Iam } from './iam.ts';
import { identityArn, type Identity } from './identity.ts';
import type { ManagedPolicy, PolicyVersion } from './managed-policies.ts';
import { tagMembers } from './tags.ts';

export const encodeDocument = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const boundaryMembers = ({ boundary }: Identity): Pick<User, 'PermissionsBoundary'> =>
  boundary === undefined
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
          PermissionsBoundaryArn: boundary,
        },
      };

export const describeUser = (user: Identity): User => ({
  Path: user.path,
  UserName: user.name,
  UserId: user.uniqueId,
  Arn: identityArn(user),
  CreateDate: toDate(user.createdAt),
  ...boundaryMembers(user),
  ...tagMembers(user.tags),
});

export const describeGroup = (group: Identity): Group => ({
  Path: group.path,
  GroupName: group.name,
  GroupId: group.uniqueId,
  Arn: identityArn(group),
  CreateDate: toDate(group.createdAt),
});

export const describeRole = (role: Identity): Role => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.uniqueId,
  Arn: identityArn(role),
  CreateDate: toDate(role.createdAt),
  AssumeRolePolicyDocument: encodeDocument(role.trust ?? ''),
  Description: role.description,
  MaxSessionDuration: (role.longestSession ?? 0) / 1_000,
  ...boundaryMembers(role),
  ...tagMembers(role.tags),
});

export const describePolicy = (iam: Iam, policy: ManagedPolicy): Policy => ({
  PolicyName: policy.name,
  PolicyId: policy.uniqueId,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: `v${policy.defaultVersion}`,
  AttachmentCount: iam.managed.holders(policy.arn).length,
  PermissionsBoundaryUsageCount: iam.identities.boundedBy(policy.arn),
  IsAttachable: true,
  Description: policy.description,
  CreateDate: toDate(policy.createdAt),
  UpdateDate: toDate(policy.updatedAt),
  ...tagMembers(policy.tags),
});

/** Lists leave the document out. */
export const describeVersion = (policy: ManagedPolicy, version: PolicyVersion): VersionOutput => ({
  VersionId: `v${version.number}`,
  IsDefaultVersion: version.number === policy.defaultVersion,
  CreateDate: toDate(version.createdAt),
});
