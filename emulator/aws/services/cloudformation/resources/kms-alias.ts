import { textOf, type ResourceType } from './resource-type.ts';

export const kmsAlias: ResourceType = {
  type: 'AWS::KMS::Alias',
  properties: ['AliasName', 'TargetKeyId'],
  required: ['AliasName', 'TargetKeyId'],
  createOnly: ['AliasName'],
  named: 'AliasName',
  async create(properties, making) {
    await making.invoke('kms', 'CreateAlias', properties);
    making.exists(textOf(properties['AliasName']));
    return {};
  },
  async update({ attributes }, properties, making) {
    await making.invoke('kms', 'UpdateAlias', properties);
    return attributes;
  },
  async delete(AliasName, _, making) {
    await making.invoke('kms', 'DeleteAlias', { AliasName });
  },
};
