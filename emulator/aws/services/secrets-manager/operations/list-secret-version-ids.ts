import type {
  ListSecretVersionIdsRequest,
  ListSecretVersionIdsResponse,
} from '@aws-sdk/client-secrets-manager';
import { startOfDay, toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { namedSecret } from '../named-secret.ts';
import { page } from '../pages.ts';
import { secretArn } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';

export const listSecretVersionIds: Operation<
  SecretsManager,
  ListSecretVersionIdsRequest,
  ListSecretVersionIdsResponse
> = (manager, input, call) => {
  const secret = namedSecret(manager, call, input.SecretId, 'secretsmanager:ListSecretVersionIds');
  const versions = manager.versions
    .list(secret)
    .filter(({ stages }) => stages.length > 0 || input.IncludeDeprecated === true);
  const { items, rest } = page(versions, input);
  return {
    ARN: secretArn(secret),
    Name: secret.name,
    Versions: items.map(({ versionId, stages, createdAt, accessedAt }) => ({
      VersionId: versionId,
      ...(stages.length > 0 && { VersionStages: [...stages] }),
      ...(accessedAt !== undefined && { LastAccessedDate: toDate(startOfDay(accessedAt)) }),
      CreatedDate: toDate(createdAt),
      KmsKeyIds: [secret.kmsKey ?? 'DefaultEncryptionKey'],
    })),
    ...rest,
  };
};
