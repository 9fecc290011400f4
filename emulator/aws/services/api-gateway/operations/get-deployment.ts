import type { Deployment, GetDeploymentRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { deploymentOutput } from '../deployment-output.ts';

export const getDeployment: Operation<ApiGateway, GetDeploymentRequest, Deployment> = (
  gateway,
  input,
  call,
) => {
  const api = namedApi(gateway, call, input.restApiId);
  const deployment = gateway.deployment(api, input.deploymentId ?? '');
  return deploymentOutput(deployment, input.embed?.includes('apisummary') === true);
};
