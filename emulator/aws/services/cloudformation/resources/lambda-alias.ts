import { textOf, type ResourceType } from './resource-type.ts';

export const lambdaAlias: ResourceType = {
  type: 'AWS::Lambda::Alias',
  properties: ['Description', 'FunctionName', 'FunctionVersion', 'Name', 'RoutingConfig'],
  required: ['FunctionName', 'FunctionVersion', 'Name'],
  createOnly: ['FunctionName', 'Name'],
  async create(properties, making) {
    const { AliasArn } = await making.invoke('lambda', 'CreateAlias', properties);
    making.exists(AliasArn as string);
    return {
      AliasArn: AliasArn as string,
      FunctionName: textOf(properties['FunctionName']),
      Name: textOf(properties['Name']),
    };
  },
  async update({ attributes }, properties, making) {
    await making.invoke('lambda', 'UpdateAlias', properties);
    return attributes;
  },
  async delete(_, { FunctionName, Name }, making) {
    await making.invoke('lambda', 'DeleteAlias', { FunctionName, Name });
  },
};
