import { isList } from '../template/json.ts';
import { clearPolicies, setPolicies } from './iam-policies.ts';
import { textOf, type ResourceType } from './resource-type.ts';

export const iamUser: ResourceType = {
  type: 'AWS::IAM::User',
  properties: ['Groups', 'ManagedPolicyArns', 'Path', 'PermissionsBoundary', 'Policies', 'Tags', 'UserName'],
  createOnly: ['Groups', 'Path', 'PermissionsBoundary', 'Tags', 'UserName'],
  named: 'UserName',
  capability: ({ UserName }) => (UserName === undefined ? 'CAPABILITY_IAM' : 'CAPABILITY_NAMED_IAM'),
  async create({ UserName: given, Groups, ManagedPolicyArns, Policies, ...settings }, making) {
    const UserName = textOf(given ?? making.generatedName.slice(0, 64));
    const { User } = await making.invoke('iam', 'CreateUser', { ...settings, UserName });
    making.exists(UserName);
    await setPolicies('User', UserName, { ManagedPolicyArns, Policies }, making);
    for (const GroupName of isList(Groups) ? Groups : []) {
      await making.invoke('iam', 'AddUserToGroup', { GroupName, UserName });
    }
    return { Arn: (User as { Arn: string }).Arn };
  },
  async update({ physicalId: UserName, attributes, properties: before }, properties, making) {
    await setPolicies('User', UserName, properties, making, before);
    return attributes;
  },
  async delete(UserName, _, making) {
    await clearPolicies('User', UserName, making);
    const { Groups: groups } = await making.invoke('iam', 'ListGroupsForUser', { UserName });
    for (const { GroupName } of (groups ?? []) as { GroupName: string }[]) {
      await making.invoke('iam', 'RemoveUserFromGroup', { GroupName, UserName });
    }
    await making.invoke('iam', 'DeleteUser', { UserName });
  },
};
