/**
 * Secrets cost by the month until they are marked for deletion. Evidence: "AWS Secrets Manager pricing" (2026-11).
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { Standing } from '../../kernel/standing-charges.ts';

type Row = Pick<Standing, 'resource' | 'accountId' | 'region'>;

export function chargeForSecrets({ store, standing }: Kernel): void {
  const secrets = store.statement<Row>(
    `SELECT name AS resource, account_id AS accountId, region FROM secrets_manager_secrets WHERE purge_at IS NULL`,
  );
  standing.keep('secrets-manager', () =>
    secrets
      .all()
      .map((row) => ({ usageType: 'AWSSecretsManager-Secrets', operation: '', ...row, quantity: 1 })),
  );
}
