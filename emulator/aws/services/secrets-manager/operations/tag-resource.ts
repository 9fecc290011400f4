import type { TagResourceRequest } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../kernel/operation.ts';
import { namedSecret } from '../named-secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';
import { withTags } from '../tags.ts';

export const tagResource: Operation<SecretsManager, TagResourceRequest, object> = (manager, input, call) => {
  const secret = namedSecret(manager, call, input.SecretId, 'secretsmanager:TagResource');
  manager.secrets.update(secret, { tags: withTags(secret.tags, input.Tags) });
  return {};
};
