import type { RotateSecretRequest, RotateSecretResponse } from '@aws-sdk/client-secrets-manager';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput, noRotationFunction, rotationUnderWay } from '../errors.ts';
import { liveSecret } from '../named-secret.ts';
import { checkRules, nextRotation } from '../rotation-schedule.ts';
import { secretArn } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';

export const rotateSecret: Operation<SecretsManager, RotateSecretRequest, RotateSecretResponse> = (
  manager,
  input,
  call,
) => {
  checkInput(input, { SecretId: { required: true }, ClientRequestToken: { least: 32, most: 64 } });
  if (input.ExternalSecretRotationMetadata !== undefined) {
    throw notImplemented('secrets-manager', 'managed external secrets');
  }
  if (input.RotationRules !== undefined) checkRules(input.RotationRules);
  const { RotationLambdaARN: functionArn, RotateImmediately: atOnce = true } = input;
  const secret = liveSecret(manager, call, input.SecretId, 'secretsmanager:RotateSecret', {
    'secretsmanager:RotationLambdaARN': functionArn,
    'secretsmanager:RotateImmediately': String(atOnce),
  });
  const { kernel, rotations } = manager;
  const rotationFunction = functionArn ?? secret.rotationFunction;
  if (rotationFunction === undefined) throw noRotationFunction();
  rotations.checkFunction(secret, rotationFunction);
  if (rotations.underWay(secret)) throw rotationUnderWay();
  const rotationRules = input.RotationRules ?? secret.rotationRules;
  const versionId = input.ClientRequestToken ?? kernel.ids.uuid();
  kernel.store.transact(() => {
    const nextRotationAt = nextRotation(rotationRules, call.now);
    const change = { rotationEnabled: true, rotationFunction, rotationRules, nextRotationAt };
    const changed = manager.secrets.update(secret, change);
    rotations.await(changed);
    if (atOnce) rotations.start(changed, versionId, call.seq);
  });
  return { ARN: secretArn(secret), Name: secret.name, ...(atOnce && { VersionId: versionId }) };
};
