import type { ResourceType } from './resource-type.ts';

/** A changed layer is a new version; the old one goes unless `UpdateReplacePolicy` keeps it. */
export const lambdaLayerVersion: ResourceType = {
  type: 'AWS::Lambda::LayerVersion',
  properties: [
    'CompatibleArchitectures',
    'CompatibleRuntimes',
    'Content',
    'Description',
    'LayerName',
    'LicenseInfo',
  ],
  required: ['Content'],
  async create(properties, making) {
    const answer = await making.invoke('lambda', 'PublishLayerVersion', {
      LayerName: making.generatedName,
      ...properties,
    });
    const { LayerVersionArn: arn } = answer as { LayerVersionArn: string };
    making.exists(arn);
    return { LayerVersionArn: arn };
  },
  async delete(arn, _, making) {
    const colon = arn.lastIndexOf(':');
    const version = { LayerName: arn.slice(0, colon), VersionNumber: Number(arn.slice(colon + 1)) };
    await making.invoke('lambda', 'DeleteLayerVersion', version);
  },
};
