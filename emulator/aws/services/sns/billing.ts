/** Requests as they are billed: each call is one, and so is each further 64 KiB of a published message. */
import type { Call } from '../../kernel/operation.ts';

const CHUNK = 64 * 1024;

export function countRequests(call: Call, resource: string, quantity = 1): void {
  const { service, operation, scope, kernel } = call;
  const { accountId, region } = scope;
  kernel.meter.add(
    { service, usageType: 'Requests-Tier1', operation, resource, accountId, region },
    quantity,
  );
}

/** Counts what a payload adds to a call that has been counted as one request. */
export function countPayload(call: Call, resource: string, bytes: number): void {
  const further = Math.ceil(bytes / CHUNK) - 1;
  if (further > 0) countRequests(call, resource, further);
}
