import { textOf, type ResourceType } from './resource-type.ts';

/** A version never changes: a template that wants another one gives it another logical id. */
export const lambdaVersion: ResourceType = {
  type: 'AWS::Lambda::Version',
  properties: ['CodeSha256', 'Description', 'FunctionName'],
  required: ['FunctionName'],
  async create(properties, making) {
    const { FunctionArn, Version } = await making.invoke('lambda', 'PublishVersion', properties);
    making.exists(FunctionArn as string);
    return { FunctionArn: FunctionArn as string, Version: Version as string };
  },
  async delete(arn, { Version: Qualifier }, making) {
    const FunctionName = arn.slice(0, arn.lastIndexOf(':'));
    await making.invoke('lambda', 'DeleteFunction', { FunctionName, Qualifier: textOf(Qualifier) });
  },
};
