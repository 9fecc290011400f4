import type {
  DeleteResourcePolicyRequest,
  DeleteResourcePolicyResponse,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../kernel/operation.ts';
import { liveSecret } from '../named-secret.ts';
import { secretArn } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';

export const deleteResourcePolicy: Operation<
  SecretsManager,
  DeleteResourcePolicyRequest,
  DeleteResourcePolicyResponse
> = (manager, input, call) => {
  const secret = liveSecret(manager, call, input.SecretId, 'secretsmanager:DeleteResourcePolicy');
  manager.secrets.update(secret, { policy: undefined });
  return { ARN: secretArn(secret), Name: secret.name };
};
