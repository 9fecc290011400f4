import type { ResourceType } from './resource-type.ts';

export const iamAccessKey: ResourceType = {
  type: 'AWS::IAM::AccessKey',
  properties: ['Serial', 'Status', 'UserName'],
  required: ['UserName'],
  createOnly: ['Serial', 'UserName'],
  capability: () => 'CAPABILITY_IAM',
  async create({ UserName, Status }, making) {
    const { AccessKey } = await making.invoke('iam', 'CreateAccessKey', { UserName });
    const { AccessKeyId, SecretAccessKey } = AccessKey as { AccessKeyId: string; SecretAccessKey: string };
    making.exists(AccessKeyId);
    if (Status === 'Inactive')
      await making.invoke('iam', 'UpdateAccessKey', { UserName, AccessKeyId, Status });
    return { SecretAccessKey, UserName: UserName! };
  },
  async update({ physicalId: AccessKeyId, attributes }, { UserName, Status = 'Active' }, making) {
    await making.invoke('iam', 'UpdateAccessKey', { UserName, AccessKeyId, Status });
    return attributes;
  },
  async delete(AccessKeyId, { UserName }, making) {
    await making.invoke('iam', 'DeleteAccessKey', { UserName, AccessKeyId });
  },
};
