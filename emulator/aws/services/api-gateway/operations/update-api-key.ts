import type { ApiKey, UpdateApiKeyRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { ownerOf } from '../shelf.ts';
import { apiKeyOutput } from '../api-key-output.ts';
import { API_KEY_RULES } from '../api-keys.ts';
import { patched } from '../patch.ts';

export const updateApiKey: Operation<ApiGateway, UpdateApiKeyRequest, ApiKey> = (gateway, input, call) => {
  admit(call, `/apikeys/${input.apiKey}`);
  const standing = gateway.key(call.scope, input.apiKey ?? '');
  const key = { ...patched(standing, input.patchOperations, API_KEY_RULES), updatedAt: call.now };
  gateway.keys.put(ownerOf(call.scope), key.id, key);
  return { ...apiKeyOutput(key, false), tags: key.tags };
};
