import type { DescribeSecretRequest, DescribeSecretResponse } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../kernel/operation.ts';
import { describeSecretMembers, versionsToStages } from '../description.ts';
import { namedSecret } from '../named-secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';

export const describeSecret: Operation<SecretsManager, DescribeSecretRequest, DescribeSecretResponse> = (
  manager,
  input,
  call,
) => {
  const secret = namedSecret(manager, call, input.SecretId, 'secretsmanager:DescribeSecret');
  const stages = versionsToStages(manager, secret);
  return {
    ...describeSecretMembers(secret),
    ...(Object.keys(stages).length > 0 && { VersionIdsToStages: stages }),
  };
};
