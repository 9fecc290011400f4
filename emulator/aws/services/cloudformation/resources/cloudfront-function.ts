import type { JsonObject } from '../template/json.ts';
import { textOf, type ResourceType } from './resource-type.ts';

export const cloudfrontFunction: ResourceType = {
  type: 'AWS::CloudFront::Function',
  properties: ['AutoPublish', 'FunctionCode', 'FunctionConfig', 'Name'],
  required: ['FunctionCode', 'FunctionConfig', 'Name'],
  async create({ AutoPublish: publish, FunctionConfig: config, ...properties }, making) {
    const FunctionConfig = { Comment: '', ...(config as JsonObject) };
    const { FunctionSummary: summary, ETag: IfMatch } = await making.invoke('cloudfront', 'CreateFunction', {
      ...properties,
      FunctionConfig,
    });
    const { FunctionMetadata: metadata } = summary as { FunctionMetadata: { FunctionARN: string } };
    making.exists(metadata.FunctionARN);
    const isLive = textOf(publish) === 'true';
    if (isLive) await making.invoke('cloudfront', 'PublishFunction', { Name: properties['Name'], IfMatch });
    return {
      FunctionARN: metadata.FunctionARN,
      'FunctionMetadata.FunctionARN': metadata.FunctionARN,
      Stage: isLive ? 'LIVE' : 'DEVELOPMENT',
    };
  },
  async delete(arn, _, making) {
    const Name = textOf(arn.slice(arn.lastIndexOf('/') + 1));
    const { ETag: IfMatch } = await making.invoke('cloudfront', 'DescribeFunction', { Name });
    await making.invoke('cloudfront', 'DeleteFunction', { Name, IfMatch });
  },
};
