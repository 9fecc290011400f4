import type { ResourceType } from './resource-type.ts';

export const apiGatewayResource: ResourceType = {
  type: 'AWS::ApiGateway::Resource',
  properties: ['ParentId', 'PathPart', 'RestApiId'],
  required: ['ParentId', 'PathPart', 'RestApiId'],
  async create(properties, making) {
    const { id } = await making.invoke('api-gateway', 'CreateResource', properties);
    making.exists(id as string);
    return { ResourceId: id as string, RestApiId: properties['RestApiId']! };
  },
  async delete(resourceId, { RestApiId }, making) {
    await making.invoke('api-gateway', 'DeleteResource', { RestApiId, resourceId });
  },
};
