import type { Resource, UpdateResourceRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { badRequest } from '../errors.ts';
import { patched, text, together } from '../patch.ts';
import { resourceOutput } from '../resource-output.ts';

export const updateResource: Operation<ApiGateway, UpdateResourceRequest, Resource> = (
  gateway,
  input,
  call,
) => {
  const { apiId } = namedApi(gateway, call, input.restApiId);
  const resource = gateway.resources.get(apiId, input.resourceId ?? '');
  const place = { pathPart: resource.pathPart ?? '', parentId: resource.parentId ?? '' };
  const rules = text<typeof place>('parentId', 'pathPart');
  const changed = patched(place, input.patchOperations, rules, together);
  if (resource.parentId === undefined) {
    const member = changed.parentId === place.parentId ? 'pathPart' : 'parentId';
    throw badRequest(`Root resource cannot update its ${member}.`);
  }
  const parent = gateway.resources.get(apiId, changed.parentId);
  const moved = gateway.kernel.store.transact(() =>
    gateway.resources.move(apiId, resource, parent, changed.pathPart),
  );
  return resourceOutput(moved, false);
};
