import type { ApiKey, GetApiKeyRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { apiKeyOutput } from '../api-key-output.ts';

export const getApiKey: Operation<ApiGateway, GetApiKeyRequest, ApiKey> = (gateway, input, call) => {
  admit(call, `/apikeys/${input.apiKey}`);
  const key = gateway.key(call.scope, input.apiKey ?? '');
  return { ...apiKeyOutput(key, input.includeValue === true), tags: key.tags };
};
