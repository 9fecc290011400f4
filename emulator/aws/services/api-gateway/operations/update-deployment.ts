import type { Deployment, UpdateDeploymentRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { deploymentOutput } from '../deployment-output.ts';
import { patched, text } from '../patch.ts';

export const updateDeployment: Operation<ApiGateway, UpdateDeploymentRequest, Deployment> = (
  gateway,
  input,
  call,
) => {
  const api = namedApi(gateway, call, input.restApiId);
  const standing = gateway.deployment(api, input.deploymentId ?? '');
  const deployment = patched(standing, input.patchOperations, text<typeof standing>('description'));
  gateway.deployments.put(api.apiId, deployment.id, deployment);
  return deploymentOutput(deployment);
};
