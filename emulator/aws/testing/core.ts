/** A kernel without a cloud around it, for tests of what services offer each other. */
import { createAccess } from '../auth/access.ts';
import { createCore, type Core } from '../kernel/core.ts';

/** 2026-01-01T00:00:00Z */
export const START = 1_767_225_600_000;

export function startCore(seed = 'test'): Core & Disposable {
  const core = createCore({
    clock: 'manual',
    startAt: START,
    seed,
    data: undefined,
    durability: 'process',
    home: { accountId: '000000000000', region: 'us-east-1', partition: 'aws' },
    access: createAccess,
    outbound: 'loopback',
    endpoint: () => 'http://127.0.0.1:4566',
  });
  return Object.assign(core, { [Symbol.dispose]: () => core.close() });
}
