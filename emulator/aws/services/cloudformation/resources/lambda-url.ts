import type { JsonObject } from '../template/json.ts';
import type { ResourceType } from './resource-type.ts';

export const lambdaUrl: ResourceType = {
  type: 'AWS::Lambda::Url',
  properties: ['AuthType', 'Cors', 'InvokeMode', 'Qualifier', 'TargetFunctionArn'],
  required: ['AuthType', 'TargetFunctionArn'],
  createOnly: ['Qualifier', 'TargetFunctionArn'],
  async create(properties, making) {
    const request = requestOf(properties);
    const { FunctionArn, FunctionUrl } = await making.invoke('lambda', 'CreateFunctionUrlConfig', request);
    making.exists(FunctionArn as string);
    return { FunctionArn: FunctionArn as string, FunctionUrl: FunctionUrl as string };
  },
  async update({ attributes }, properties, making) {
    await making.invoke('lambda', 'UpdateFunctionUrlConfig', requestOf(properties));
    return attributes;
  },
  async delete(FunctionName, _, making) {
    await making.invoke('lambda', 'DeleteFunctionUrlConfig', { FunctionName });
  },
};

const requestOf = ({ TargetFunctionArn: FunctionName, ...rest }: JsonObject): object => ({
  FunctionName,
  ...rest,
});
