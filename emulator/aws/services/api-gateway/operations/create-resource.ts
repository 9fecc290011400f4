import type { CreateResourceRequest, Resource } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { resourceOutput } from '../resource-output.ts';

export const createResource: Operation<ApiGateway, CreateResourceRequest, Resource> = (
  gateway,
  input,
  call,
) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  const parent = gateway.resources.get(apiId, input.parentId ?? '');
  const created = gateway.resources.create(apiId, parent, input.pathPart ?? '', gateway.newId());
  return resourceOutput(created, false);
};
