import type { ApiKeys, GetApiKeysRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { ownerOf } from '../shelf.ts';
import { apiKeyOutput } from '../api-key-output.ts';
import { page } from '../pages.ts';

export const getApiKeys: Operation<ApiGateway, GetApiKeysRequest, ApiKeys> = (gateway, input, call) => {
  admit(call, '/apikeys');
  const { nameQuery = '', customerId, includeValues = false } = input;
  const keys = gateway.keys
    .list(ownerOf(call.scope))
    .filter((key) => (key.name ?? '').startsWith(nameQuery))
    .filter((key) => customerId === undefined || key.customerId === customerId);
  const { items, position } = page(keys, input);
  return { items: items.map((key) => apiKeyOutput(key, includeValues)), position };
};
