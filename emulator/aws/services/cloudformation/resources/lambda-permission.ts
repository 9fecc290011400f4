import { textOf, type ResourceType } from './resource-type.ts';

export const lambdaPermission: ResourceType = {
  type: 'AWS::Lambda::Permission',
  properties: ['Action', 'FunctionName', 'FunctionUrlAuthType', 'Principal', 'SourceAccount', 'SourceArn'],
  required: ['Action', 'FunctionName', 'Principal'],
  async create(properties, making) {
    const id = making.generatedName;
    await making.invoke('lambda', 'AddPermission', { ...properties, StatementId: id });
    making.exists(id);
    return { Id: id, FunctionName: textOf(properties['FunctionName']) };
  },
  async delete(StatementId, { FunctionName }, making) {
    await making.invoke('lambda', 'RemovePermission', { FunctionName, StatementId });
  },
};
