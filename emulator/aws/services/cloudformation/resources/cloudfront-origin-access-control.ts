import type { ResourceType } from './resource-type.ts';

export const cloudfrontOriginAccessControl: ResourceType = {
  type: 'AWS::CloudFront::OriginAccessControl',
  properties: ['OriginAccessControlConfig'],
  required: ['OriginAccessControlConfig'],
  async create(properties, making) {
    const { OriginAccessControl } = await making.invoke(
      'cloudfront',
      'CreateOriginAccessControl',
      properties,
    );
    const { Id } = OriginAccessControl as { Id: string };
    making.exists(Id);
    return { Id };
  },
  async delete(Id, _, making) {
    const { ETag: IfMatch } = await making.invoke('cloudfront', 'GetOriginAccessControl', { Id });
    await making.invoke('cloudfront', 'DeleteOriginAccessControl', { Id, IfMatch });
  },
};
