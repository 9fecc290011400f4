import type { ApiKey, CreateApiKeyRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { notImplemented } from '../../../kernel/aws-error.ts';
import { apiKeyOutput } from '../api-key-output.ts';
import { checkKeyValue } from '../api-keys.ts';
import { conflict } from '../errors.ts';
import { admit } from '../request.ts';
import { ownerOf } from '../shelf.ts';

const VALUE_LENGTH = 40;

export const createApiKey: Operation<ApiGateway, CreateApiKeyRequest, ApiKey> = (gateway, input, call) => {
  admit(call, '/apikeys');
  if (input.stageKeys !== undefined && input.stageKeys.length > 0) {
    throw notImplemented('api-gateway', 'stageKeys; use usage plans');
  }
  const value = input.value ?? call.kernel.ids.base62(VALUE_LENGTH);
  checkKeyValue(value);
  const owner = ownerOf(call.scope);
  if (gateway.keys.list(owner).some((key) => key.value === value)) throw conflict('API Key already exists');
  const key = {
    id: gateway.newId(10),
    value,
    name: input.name,
    description: input.description,
    customerId: input.customerId,
    enabled: input.enabled ?? false,
    createdAt: call.now,
    updatedAt: call.now,
    tags: { ...input.tags },
  };
  gateway.keys.put(owner, key.id, key);
  return apiKeyOutput(key, true);
};
