import { clearPolicies, setPolicies } from './iam-policies.ts';
import { textOf, type ResourceType } from './resource-type.ts';

export const iamGroup: ResourceType = {
  type: 'AWS::IAM::Group',
  properties: ['GroupName', 'ManagedPolicyArns', 'Path', 'Policies'],
  createOnly: ['GroupName', 'Path'],
  named: 'GroupName',
  capability: ({ GroupName }) => (GroupName === undefined ? 'CAPABILITY_IAM' : 'CAPABILITY_NAMED_IAM'),
  async create({ GroupName: given, Path, ...policies }, making) {
    const GroupName = textOf(given ?? making.generatedName);
    const { Group } = await making.invoke('iam', 'CreateGroup', { GroupName, Path });
    making.exists(GroupName);
    await setPolicies('Group', GroupName, policies, making);
    return { Arn: (Group as { Arn: string }).Arn };
  },
  async update({ physicalId: GroupName, attributes, properties: before }, properties, making) {
    await setPolicies('Group', GroupName, properties, making, before);
    return attributes;
  },
  async delete(GroupName, _, making) {
    await clearPolicies('Group', GroupName, making);
    await making.invoke('iam', 'DeleteGroup', { GroupName });
  },
};
