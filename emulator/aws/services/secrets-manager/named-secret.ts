/** Finds the secret that a request names and asks whether the caller may do this with it. */
import type { ConditionContext } from '../../kernel/access.ts';
import type { Call } from '../../kernel/operation.ts';
import { arn } from '../../kernel/scope.ts';
import { checkInput, secretNotFound } from './errors.ts';
import { secretArn, requireLive, type Secret } from './secret.ts';
import type { SecretsManager } from './secrets-manager.ts';

/**
 * @param action `secretsmanager:GetSecretValue`
 * @throws AwsError ResourceNotFoundException, AccessDeniedException, ValidationException
 */
export function namedSecret(
  manager: SecretsManager,
  call: Call,
  secretId: string | undefined,
  action: string,
  context: ConditionContext = {},
): Secret {
  checkInput({ SecretId: secretId }, { SecretId: { required: true, least: 1, most: 2_048 } });
  const name = secretId ?? '';
  const secret = manager.secrets.find(call.scope, name);
  if (secret === undefined) {
    const resource = name.startsWith('arn:')
      ? name
      : arn('secretsmanager', call.scope, `secret:${name}-??????`);
    call.authorize({ action, resource, owner: call.scope.accountId });
    throw secretNotFound();
  }
  call.touches(secret.name);
  const tags = Object.entries(secret.tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]);
  call.authorize({
    action,
    resource: secretArn(secret),
    owner: secret.scope.accountId,
    policy: secret.policy,
    context: { 'secretsmanager:SecretId': secretArn(secret), ...Object.fromEntries(tags), ...context },
  });
  return secret;
}

/** The same for what cannot be done with a deleted secret. @throws AwsError InvalidRequestException */
export function liveSecret(...request: Parameters<typeof namedSecret>): Secret {
  const secret = namedSecret(...request);
  requireLive(secret);
  return secret;
}
