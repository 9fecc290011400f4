import type { UntagResourceRequest } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../kernel/operation.ts';
import { namedSecret } from '../named-secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';

export const untagResource: Operation<SecretsManager, UntagResourceRequest, object> = (
  manager,
  input,
  call,
) => {
  const secret = namedSecret(manager, call, input.SecretId, 'secretsmanager:UntagResource');
  const removed = new Set(input.TagKeys);
  const tags = Object.fromEntries(Object.entries(secret.tags).filter(([key]) => !removed.has(key)));
  manager.secrets.update(secret, { tags });
  return {};
};
