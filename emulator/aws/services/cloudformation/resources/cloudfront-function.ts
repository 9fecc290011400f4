import type { JsonObject } from '../template/json.ts';
import { textOf, type Making, type ResourceType } from './resource-type.ts';

export const cloudfrontFunction: ResourceType = {
  type: 'AWS::CloudFront::Function',
  properties: ['AutoPublish', 'FunctionCode', 'FunctionConfig', 'Name'],
  required: ['FunctionCode', 'FunctionConfig', 'Name'],
  createOnly: ['Name'],
  named: 'Name',
  async create(properties, making) {
    const { FunctionSummary: summary, ETag } = await making.invoke(
      'cloudfront',
      'CreateFunction',
      source(properties),
    );
    const { FunctionMetadata: metadata } = summary as { FunctionMetadata: { FunctionARN: string } };
    making.exists(metadata.FunctionARN);
    return publish(properties, metadata.FunctionARN, ETag, making);
  },
  async update({ physicalId: arn }, properties, making) {
    const Name = nameOf(arn);
    const { ETag: IfMatch } = await making.invoke('cloudfront', 'DescribeFunction', { Name });
    const { ETag } = await making.invoke('cloudfront', 'UpdateFunction', { ...source(properties), IfMatch });
    return publish(properties, arn, ETag, making);
  },
  async delete(arn, _, making) {
    const Name = nameOf(arn);
    const { ETag: IfMatch } = await making.invoke('cloudfront', 'DescribeFunction', { Name });
    await making.invoke('cloudfront', 'DeleteFunction', { Name, IfMatch });
  },
};

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const source = ({ Name, FunctionCode, FunctionConfig }: JsonObject): object => ({
  Name,
  FunctionCode,
  FunctionConfig: { Comment: '', ...(FunctionConfig as JsonObject) },
});

async function publish(
  { AutoPublish: wanted, Name }: JsonObject,
  arn: string,
  IfMatch: unknown,
  making: Making,
): Promise<JsonObject> {
  const isLive = textOf(wanted) === 'true';
  if (isLive) await making.invoke('cloudfront', 'PublishFunction', { Name, IfMatch });
  return {
    FunctionARN: arn,
    'FunctionMetadata.FunctionARN': arn,
    Stage: isLive ? 'LIVE' : 'DEVELOPMENT',
  };
}
