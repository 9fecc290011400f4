/** Gaps: `StageDescription` and canaries are refused as unknown properties; a stage is a resource of its own. */
import type { ResourceType } from './resource-type.ts';

/** A snapshot of an API. Templates that want another one give it another logical id. */
export const apiGatewayDeployment: ResourceType = {
  type: 'AWS::ApiGateway::Deployment',
  properties: ['Description', 'RestApiId', 'StageName'],
  required: ['RestApiId'],
  createOnly: ['RestApiId', 'StageName'],
  async create(properties, making) {
    const { id } = await making.invoke('api-gateway', 'CreateDeployment', properties);
    making.exists(id as string);
    const { RestApiId, StageName } = properties;
    return { DeploymentId: id as string, RestApiId: RestApiId!, StageName: StageName ?? '' };
  },
  async update({ physicalId: deploymentId, attributes }, { RestApiId, Description = '' }, making) {
    const patchOperations = [{ op: 'replace', path: '/description', value: Description }];
    await making.invoke('api-gateway', 'UpdateDeployment', { RestApiId, deploymentId, patchOperations });
    return attributes;
  },
  async delete(deploymentId, { RestApiId, StageName: stageName }, making) {
    if (stageName) await making.invoke('api-gateway', 'DeleteStage', { RestApiId, stageName });
    await making.invoke('api-gateway', 'DeleteDeployment', { RestApiId, deploymentId });
  },
};
