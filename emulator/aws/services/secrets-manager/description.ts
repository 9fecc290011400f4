import type { SecretListEntry } from '@aws-sdk/client-secrets-manager';
import { startOfDay, toDate } from '../../kernel/instant.ts';
import { secretArn, type Secret } from './secret.ts';
import type { SecretsManager } from './secrets-manager.ts';
import { tagList } from './tags.ts';

/** Which labels each version has; deprecated versions are left out. */
export const versionsToStages = (manager: SecretsManager, secret: Secret): Record<string, string[]> =>
  Object.fromEntries(
    manager.versions
      .list(secret)
      .filter(({ stages }) => stages.length > 0)
      .map(({ versionId, stages }) => [versionId, [...stages]]),
  );

const date = (at: number | undefined): Date | undefined => (at === undefined ? undefined : toDate(at));

/** What descriptions and lists have in common. */
export const describeSecretMembers = (secret: Secret): SecretListEntry => ({
  ARN: secretArn(secret),
  Name: secret.name,
  Description: secret.description,
  KmsKeyId: secret.kmsKey,
  RotationEnabled: secret.rotationFunction === undefined ? undefined : secret.rotationEnabled,
  RotationLambdaARN: secret.rotationFunction,
  RotationRules: secret.rotationRules,
  LastRotatedDate: date(secret.rotatedAt),
  LastChangedDate: toDate(secret.changedAt),
  LastAccessedDate: secret.accessedAt === undefined ? undefined : toDate(startOfDay(secret.accessedAt)),
  DeletedDate: date(secret.purgeAt),
  NextRotationDate: secret.rotationEnabled ? date(secret.nextRotationAt) : undefined,
  ...(Object.keys(secret.tags).length > 0 && { Tags: tagList(secret.tags) }),
  CreatedDate: toDate(secret.createdAt),
});
