import type { GetSecretValueRequest, GetSecretValueResponse } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../kernel/operation.ts';
import { readValue } from '../secret-value.ts';
import type { SecretsManager } from '../secrets-manager.ts';

export const getSecretValue: Operation<SecretsManager, GetSecretValueRequest, GetSecretValueResponse> = (
  manager,
  input,
  call,
) => readValue(manager, input, call);
