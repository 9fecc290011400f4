import type { GetResourcePolicyRequest, GetResourcePolicyResponse } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../kernel/operation.ts';
import { liveSecret } from '../named-secret.ts';
import { secretArn } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';

export const getResourcePolicy: Operation<
  SecretsManager,
  GetResourcePolicyRequest,
  GetResourcePolicyResponse
> = (manager, input, call) => {
  const secret = liveSecret(manager, call, input.SecretId, 'secretsmanager:GetResourcePolicy');
  return { ARN: secretArn(secret), Name: secret.name, ResourcePolicy: secret.policy };
};
