import type { CreateDeploymentRequest, Deployment } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { deploymentOutput } from '../deployment-output.ts';
import { checkDeployable } from '../deployments.ts';
import { checkStageName, checkVariables, newStage, refuseStageFeatures } from '../stages.ts';

export const createDeployment: Operation<ApiGateway, CreateDeploymentRequest, Deployment> = (
  gateway,
  input,
  call,
) => {
  const api = namedApi(gateway, call, input.restApiId);
  const { stageName, description, stageDescription, variables } = input;
  refuseStageFeatures(input);
  checkVariables(variables);
  const deployment = {
    id: gateway.newId(),
    description,
    createdAt: call.now,
    snapshot: gateway.snapshot(api),
  };
  checkDeployable(deployment.snapshot.resources);
  gateway.kernel.store.transact(() => {
    gateway.deployments.put(api.apiId, deployment.id, deployment);
    if (!stageName) return;
    checkStageName(stageName);
    const standing = gateway.stages.find(api.apiId, stageName);
    const fresh = newStage({ stageName, deploymentId: deployment.id }, call.now);
    gateway.stages.put(api.apiId, stageName, {
      ...(standing ?? fresh),
      deploymentId: deployment.id,
      updatedAt: call.now,
      ...(stageDescription !== undefined && { description: stageDescription }),
      ...(variables !== undefined && { variables }),
    });
  });
  return deploymentOutput(deployment);
};
