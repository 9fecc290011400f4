/**
 * What counting for a bill takes of a request: the meter's own work for a signed GET, beside all of it. Two servers, one
 * with and one without a meter, differ by less than two runs of either do.
 */
import { createCloud } from '#aws';
import { measure, type Figure } from './measure.ts';
import { signedGet } from './s3.bench.ts';

const ADDS = 1_000_000;
/** A GET counts its request and its bytes. */
const ADDS_PER_GET = 2;

async function microsecondsPerAdd(): Promise<number> {
  await using cloud = await createCloud({ clock: 'manual' });
  const dimension = {
    service: 's3',
    operation: 'GetObject',
    resource: 'photos',
    accountId: '000000000000',
    region: 'us-east-1',
  };
  const types = ['Requests', 'DataTransfer-Out-Bytes'].map((usageType) => ({ ...dimension, usageType }));
  const count = (): number => {
    const start = performance.now();
    for (let add = 0; add < ADDS; add += 1) cloud.meter.add(types[add % types.length]!, 1);
    return ((performance.now() - start) * 1_000) / ADDS;
  };
  count();
  return count();
}

export const figures: readonly Figure[] = [
  {
    name: 'the meter, of a signed GET of 1 KiB',
    unit: '%',
    measure: async (duration) => {
      const { rate } = await measure(signedGet, { warmUp: duration / 4, duration });
      return ((ADDS_PER_GET * (await microsecondsPerAdd())) / (1e6 / rate)) * 100;
    },
  },
];
