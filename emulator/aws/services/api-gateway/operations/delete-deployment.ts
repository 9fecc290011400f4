import type { DeleteDeploymentRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { badRequest } from '../errors.ts';

export const deleteDeployment: Operation<ApiGateway, DeleteDeploymentRequest, object> = (
  gateway,
  input,
  call,
) => {
  const api = namedApi(gateway, call, input.restApiId);
  const { id } = gateway.deployment(api, input.deploymentId ?? '');
  if (gateway.stages.list(api.apiId).some(({ deploymentId }) => deploymentId === id)) {
    throw badRequest('Active stages pointing to this deployment must be moved or deleted');
  }
  gateway.deployments.remove(api.apiId, id);
  return {};
};
