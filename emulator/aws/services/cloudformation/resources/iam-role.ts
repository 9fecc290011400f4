import { textOf, type Making, type ResourceType } from './resource-type.ts';
import { clearPolicies, setPolicies } from './iam-policies.ts';
import { tagChanges } from './tags.ts';

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
  createOnly: ['Path', 'RoleName'],
  named: 'RoleName',
  capability: ({ RoleName }) => (RoleName === undefined ? 'CAPABILITY_IAM' : 'CAPABILITY_NAMED_IAM'),
  async create({ RoleName: given, ManagedPolicyArns, Policies, ...settings }, making) {
    const RoleName = textOf(given ?? making.generatedName.slice(0, 64));
    const { Role } = await making.invoke('iam', 'CreateRole', { ...settings, RoleName });
    making.exists(RoleName);
    await setPolicies('Role', RoleName, { ManagedPolicyArns, Policies }, making);
    const { Arn, RoleId } = Role as { Arn: string; RoleId: string };
    return { Arn, RoleId };
  },
  async update({ physicalId: RoleName, attributes, properties: before }, properties, making) {
    const { AssumeRolePolicyDocument: PolicyDocument, Description = '', PermissionsBoundary } = properties;
    await making.invoke('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument });
    const MaxSessionDuration = properties['MaxSessionDuration'] ?? 3_600;
    await making.invoke('iam', 'UpdateRole', { RoleName, Description, MaxSessionDuration });
    if (PermissionsBoundary !== undefined) {
      await making.invoke('iam', 'PutRolePermissionsBoundary', { RoleName, PermissionsBoundary });
    } else if (before['PermissionsBoundary'] !== undefined) {
      await making.invoke('iam', 'DeleteRolePermissionsBoundary', { RoleName });
    }
    await setPolicies('Role', RoleName, properties, making, before);
    await retag(RoleName, tagChanges(before['Tags'], properties['Tags']), making);
    return attributes;
  },
  async delete(RoleName, _, making) {
    await clearPolicies('Role', RoleName, making);
    await making.invoke('iam', 'DeleteRole', { RoleName });
  },
};

async function retag(
  RoleName: string,
  { put: Tags, removed: TagKeys }: ReturnType<typeof tagChanges>,
  making: Making,
): Promise<void> {
  if (Tags.length > 0) await making.invoke('iam', 'TagRole', { RoleName, Tags });
  if (TagKeys.length > 0) await making.invoke('iam', 'UntagRole', { RoleName, TagKeys });
}
