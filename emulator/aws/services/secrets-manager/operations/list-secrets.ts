import type {
  ListSecretsRequest,
  ListSecretsResponse,
  SecretListEntry,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../kernel/operation.ts';
import { describeSecretMembers, versionsToStages } from '../description.ts';
import { checkInput } from '../errors.ts';
import { checkFilters, matchesAll } from '../filters.ts';
import { page } from '../pages.ts';
import type { Secret } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';

type Order = (secret: Secret) => string | number;

const ORDERS: Readonly<Record<string, Order>> = {
  'created-date': ({ createdAt }) => createdAt,
  'last-accessed-date': ({ accessedAt }) => accessedAt ?? 0,
  'last-changed-date': ({ changedAt }) => changedAt,
  name: ({ name }) => name,
};

export const listSecrets: Operation<SecretsManager, ListSecretsRequest, ListSecretsResponse> = (
  manager,
  input,
  call,
) => {
  checkInput(input, {
    SortOrder: { oneOf: ['asc', 'desc'] },
    SortBy: { oneOf: Object.keys(ORDERS) },
  });
  checkFilters(input.Filters);
  const { scope } = call;
  call.authorize({ action: 'secretsmanager:ListSecrets', resource: '*', owner: scope.accountId });
  const order: Order = ORDERS[input.SortBy ?? 'created-date'] ?? (() => 0);
  const sign = input.SortOrder === 'desc' ? -1 : 1;
  const found = manager.secrets
    .list(scope)
    .filter(({ purgeAt }) => purgeAt === undefined || input.IncludePlannedDeletion === true)
    .filter((secret) => matchesAll(secret, input.Filters))
    .toSorted((a, b) => sign * compare(order(a), order(b)));
  const { items, rest } = page(found, input);
  const SecretList = items.map((secret): SecretListEntry => ({
    ...describeSecretMembers(secret),
    SecretVersionsToStages: versionsToStages(manager, secret),
  }));
  return { SecretList, ...rest };
};

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
