import { isList, type JsonObject } from '../template/json.ts';
import { textOf, type ResourceType } from './resource-type.ts';

export const iamRole: ResourceType = {
  type: 'AWS::IAM::Role',
  properties: [
    'AssumeRolePolicyDocument',
    'Description',
    'ManagedPolicyArns',
    'MaxSessionDuration',
    'Path',
    'PermissionsBoundary',
    'Policies',
    'RoleName',
    'Tags',
  ],
  required: ['AssumeRolePolicyDocument'],
  capability: ({ RoleName }) => (RoleName === undefined ? 'CAPABILITY_IAM' : 'CAPABILITY_NAMED_IAM'),
  async create({ RoleName: given, ManagedPolicyArns: managed, Policies: policies, ...settings }, making) {
    const RoleName = textOf(given ?? making.generatedName.slice(0, 64));
    const { Role } = await making.invoke('iam', 'CreateRole', { ...settings, RoleName });
    making.exists(RoleName);
    for (const PolicyArn of isList(managed) ? managed : []) {
      await making.invoke('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
    }
    for (const policy of isList(policies) ? policies : []) {
      await making.invoke('iam', 'PutRolePolicy', { RoleName, ...(policy as JsonObject) });
    }
    const { Arn, RoleId } = Role as { Arn: string; RoleId: string };
    return { Arn, RoleId };
  },
  async delete(RoleName, _, making) {
    const { AttachedPolicies: attached } = await making.invoke('iam', 'ListAttachedRolePolicies', {
      RoleName,
    });
    for (const { PolicyArn } of (attached ?? []) as { PolicyArn: string }[]) {
      await making.invoke('iam', 'DetachRolePolicy', { RoleName, PolicyArn });
    }
    const { PolicyNames: names } = await making.invoke('iam', 'ListRolePolicies', { RoleName });
    for (const PolicyName of (names ?? []) as string[]) {
      await making.invoke('iam', 'DeleteRolePolicy', { RoleName, PolicyName });
    }
    await making.invoke('iam', 'DeleteRole', { RoleName });
  },
};
