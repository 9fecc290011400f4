/**
 * Log events cost by the month as they are archived: compressed.
 * Evidence: "Amazon CloudWatch pricing", logs: stored bytes are the ingested ones, each event with 26 bytes beside its
 * message, compressed; its examples reckon with 0.15 of them (2026-11).
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { Standing } from '../../kernel/standing-charges.ts';

const COMPRESSED = 0.15;

type Row = Pick<Standing, 'resource' | 'accountId' | 'region' | 'quantity'>;

/** @param overhead bytes that an event counts as besides its message */
export function chargeForStoredLogs({ store, standing }: Kernel, overhead: number): void {
  const stored = store.statement<Row>(
    `SELECT g.name AS resource, g.account_id AS accountId, g.region, sum(octet_length(e.message) + ${overhead}) AS quantity
     FROM logs_events e JOIN logs_groups g ON g.id = e.group_id GROUP BY g.id`,
  );
  standing.keep('cloudwatch-logs', () =>
    stored.all().map(({ quantity, ...row }) => ({
      usageType: 'TimedStorage-ByteHrs',
      operation: '',
      ...row,
      quantity: quantity * COMPRESSED,
    })),
  );
}
