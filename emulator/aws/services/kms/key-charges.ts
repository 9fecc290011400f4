/**
 * Customers' keys cost by the month, and more with each of their first two rotations; keys that wait for their deletion
 * cost nothing. Evidence: "AWS Key Management Service pricing", key storage (2026-11).
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { Standing } from '../../kernel/standing-charges.ts';

const MOST_BILLED_MATERIALS = 3;

type Row = Pick<Standing, 'resource' | 'accountId' | 'region' | 'quantity'>;

export function chargeForKeys({ store, standing }: Kernel): void {
  const keys = store.statement<Row>(
    `SELECT key_id AS resource, account_id AS accountId, region,
       min(${MOST_BILLED_MATERIALS}, max(1, (SELECT count(*) FROM kms_materials WHERE key = kms_keys.id))) AS quantity
     FROM kms_keys WHERE manager = 'CUSTOMER' AND delete_at IS NULL`,
  );
  standing.keep('kms', () => keys.all().map((row) => ({ usageType: 'KMS-Keys', operation: '', ...row })));
}
