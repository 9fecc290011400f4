import type { Deployments, GetDeploymentsRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { deploymentOutput } from '../deployment-output.ts';
import { page } from '../pages.ts';

export const getDeployments: Operation<ApiGateway, GetDeploymentsRequest, Deployments> = (
  gateway,
  input,
  call,
) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  const { items, position } = page(gateway.deployments.list(apiId), input);
  return { items: items.map((deployment) => deploymentOutput(deployment)), position };
};
