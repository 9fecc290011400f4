import type {
  APIErrorType,
  BatchGetSecretValueRequest,
  BatchGetSecretValueResponse,
  SecretValueEntry,
} from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidParameter } from '../errors.ts';
import { checkFilters, matchesAll } from '../filters.ts';
import { page } from '../pages.ts';
import { readValue } from '../secret-value.ts';
import { secretArn } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';

const MOST = 20;

/** Reads several secrets; those that cannot be read are told beside the others. */
export const batchGetSecretValue: Operation<
  SecretsManager,
  BatchGetSecretValueRequest,
  BatchGetSecretValueResponse
> = (manager, input, call) => {
  const { SecretIdList: ids, Filters: filters } = input;
  if ((ids === undefined) === (filters === undefined)) {
    throw invalidParameter('Either SecretIdList or Filters must be provided, but not both.');
  }
  if ((ids?.length ?? 0) > MOST) throw invalidParameter(`SecretIdList has at most ${MOST} secrets.`);
  checkFilters(filters);
  const { scope } = call;
  const action = 'secretsmanager:BatchGetSecretValue';
  call.authorize({ action, resource: '*', owner: scope.accountId });
  const found = manager.secrets
    .list(scope)
    .filter((secret) => secret.purgeAt === undefined && matchesAll(secret, filters))
    .map(secretArn);
  const { items, rest } = page(ids ?? found, input, MOST);
  const SecretValues: SecretValueEntry[] = [];
  const Errors: APIErrorType[] = [];
  for (const SecretId of items) {
    try {
      SecretValues.push(readValue(manager, { SecretId }, call));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Errors.push({ SecretId, ErrorCode: error.code, Message: error.message });
    }
  }
  return { SecretValues, Errors, ...rest };
};
