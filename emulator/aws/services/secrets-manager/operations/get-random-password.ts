import type { GetRandomPasswordRequest, GetRandomPasswordResponse } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import { randomPassword } from '../password.ts';
import type { SecretsManager } from '../secrets-manager.ts';

export const getRandomPassword: Operation<
  SecretsManager,
  GetRandomPasswordRequest,
  GetRandomPasswordResponse
> = (manager, input, call) => {
  checkInput(input, { PasswordLength: { least: 1, most: 4_096 }, ExcludeCharacters: { most: 4_096 } });
  const action = 'secretsmanager:GetRandomPassword';
  call.authorize({ action, resource: '*', owner: call.scope.accountId });
  return { RandomPassword: randomPassword(input, manager.kernel.ids) };
};
