import type { PutResourcePolicyRequest, PutResourcePolicyResponse } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import { liveSecret } from '../named-secret.ts';
import { checkPolicy } from '../resource-policy.ts';
import { secretArn } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';

export const putResourcePolicy: Operation<
  SecretsManager,
  PutResourcePolicyRequest,
  PutResourcePolicyResponse
> = (manager, input, call) => {
  checkInput(input, { SecretId: { required: true }, ResourcePolicy: { required: true, least: 1 } });
  const { ResourcePolicy: policy = '', BlockPublicPolicy: blockPublic = false } = input;
  const secret = liveSecret(manager, call, input.SecretId, 'secretsmanager:PutResourcePolicy', {
    'secretsmanager:BlockPublicPolicy': String(blockPublic),
  });
  checkPolicy(policy, blockPublic);
  manager.secrets.update(secret, { policy });
  return { ARN: secretArn(secret), Name: secret.name };
};
