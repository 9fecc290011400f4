import type { ResourceType } from './resource-type.ts';

export const lambdaEventInvokeConfig: ResourceType = {
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: [
    'DestinationConfig',
    'FunctionName',
    'MaximumEventAgeInSeconds',
    'MaximumRetryAttempts',
    'Qualifier',
  ],
  required: ['FunctionName', 'Qualifier'],
  createOnly: ['FunctionName', 'Qualifier'],
  async create(properties, making) {
    await making.invoke('lambda', 'PutFunctionEventInvokeConfig', properties);
    making.exists(making.generatedName);
    return { FunctionName: properties['FunctionName']!, Qualifier: properties['Qualifier']! };
  },
  async update({ attributes }, properties, making) {
    await making.invoke('lambda', 'PutFunctionEventInvokeConfig', properties);
    return attributes;
  },
  async delete(_, { FunctionName, Qualifier }, making) {
    await making.invoke('lambda', 'DeleteFunctionEventInvokeConfig', { FunctionName, Qualifier });
  },
};
