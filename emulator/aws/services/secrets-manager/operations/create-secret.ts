import type { CreateSecretRequest, CreateSecretResponse } from '@aws-sdk/client-secrets-manager';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { authorizeKey } from '../encryption.ts';
import { checkInput, nameScheduledForDeletion, secretExists } from '../errors.ts';
import { checkName, secretArn, type Secret } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';
import { withTags } from '../tags.ts';
import { valueOf } from '../value-input.ts';
import { CURRENT } from '../versions.ts';

export const createSecret: Operation<SecretsManager, CreateSecretRequest, CreateSecretResponse> = (
  manager,
  input,
  call,
) => {
  const { Name: name, KmsKeyId: kmsKey, Description: description } = input;
  checkName(name);
  checkInput(input, { Description: { most: 2_048 }, KmsKeyId: { most: 2_048 } });
  if (input.AddReplicaRegions !== undefined) throw notImplemented('secrets-manager', 'replicas of secrets');
  if (input.Type !== undefined) throw notImplemented('secrets-manager', 'managed external secrets');
  const value = valueOf(input);
  const tags = withTags({}, input.Tags);
  const { scope, now } = call;
  const { ids, store } = manager.kernel;
  const suffix = ids.base62(6);
  call.touches(name);
  call.authorize({
    action: 'secretsmanager:CreateSecret',
    resource: secretArn({ scope, name, suffix }),
    owner: scope.accountId,
    context: { 'secretsmanager:Name': name, 'secretsmanager:KmsKeyArn': kmsKey },
  });
  const versionId = input.ClientRequestToken ?? ids.uuid();
  const known = manager.secrets.find(scope, arn('secretsmanager', scope, `secret:${name}`));
  if (known !== undefined) {
    if (known.purgeAt !== undefined) throw nameScheduledForDeletion();
    if (value === undefined || manager.versions.find(known, versionId) === undefined)
      throw secretExists(name);
    manager.versions.put(known, versionId, value, now);
    return created(known, versionId);
  }
  if (value !== undefined) authorizeKey(call, { scope, kmsKey }, 'kms:GenerateDataKey');
  const secret = store.transact(() => {
    const fresh = manager.secrets.create({ scope, name, suffix, description, kmsKey, tags, createdAt: now });
    if (value !== undefined) {
      manager.versions.put(fresh, versionId, value, now);
      manager.versions.label(fresh, versionId, [CURRENT]);
    }
    return fresh;
  });
  return created(secret, value === undefined ? undefined : versionId);
};

const created = (secret: Secret, versionId: string | undefined): CreateSecretResponse => ({
  ARN: secretArn(secret),
  Name: secret.name,
  VersionId: versionId,
});
