import type { DeleteApiKeyRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { ownerOf } from '../shelf.ts';

export const deleteApiKey: Operation<ApiGateway, DeleteApiKeyRequest, object> = (gateway, input, call) => {
  admit(call, `/apikeys/${input.apiKey}`);
  const { id } = gateway.key(call.scope, input.apiKey ?? '');
  const owner = ownerOf(call.scope);
  gateway.kernel.store.transact(() => {
    for (const plan of gateway.plans.list(owner)) gateway.planKeys.remove(plan.id, id);
    gateway.keys.remove(owner, id);
  });
  return {};
};
