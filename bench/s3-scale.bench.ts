/** S3 with a million keys: a page of a listing, a day of lifecycle, and the memory it takes. */
import { PutBucketLifecycleConfigurationCommand, type LifecycleRule } from '@aws-sdk/client-s3';
import { controlClient } from '#harness';
import { BUCKETS, copyOfManyKeys, MANY, manyKeys, openToEverybody, s3At } from './many-keys.ts';
import type { Benchmark, Comparison, Figure } from './measure.ts';
import { expectOk, rawClient, requestBytes } from './raw-client.ts';
import { startServer } from './server.ts';

const CONNECTIONS = 16;
const DAY = 86_400_000;

/** Pages of a thousand keys from the middle of the bucket, where no page before helps. */
const listing = (bucket: keyof typeof BUCKETS): Benchmark => ({
  name: `of ${BUCKETS[bucket].toLocaleString('en')} keys`,
  prepare: async () => {
    const running = await startServer('cloud', { BENCH_DATA: await manyKeys() });
    const client = await rawClient(running.port);
    const middle = `uploads%2Fuser-${String(BUCKETS[bucket] / 200).padStart(6, '0')}`;
    const path = `/${bucket}?list-type=2&start-after=${middle}`;
    const request = requestBytes('GET', path, { host: `127.0.0.1:${running.port}` });
    return {
      operation: () => expectOk(client, request),
      async [Symbol.asyncDispose]() {
        client.close();
        await running[Symbol.asyncDispose]();
      },
    };
  },
});

/** Seconds of wall time that one day of the rule takes over a million objects. */
async function lifecycleDay(rule: Partial<LifecycleRule>): Promise<number> {
  await using running = await startServer('cloud', { BENCH_DATA: await copyOfManyKeys() });
  const s3 = s3At(running.port);
  const Rules = [{ ID: 'bench', Filter: { Prefix: '' }, Status: 'Enabled' as const, ...rule }];
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: 'million',
      LifecycleConfiguration: { Rules },
    }),
  );
  s3.destroy();
  const start = performance.now();
  await controlClient(`http://127.0.0.1:${running.port}`).clock({ advance: 2 * DAY });
  return (performance.now() - start) / 1_000;
}

/** Mebibytes that a cloud in memory grows by while a million keys without bytes are put. */
async function memoryOfManyKeys(): Promise<number> {
  await using running = await startServer('cloud');
  const { port } = running;
  const control = controlClient(`http://127.0.0.1:${port}`);
  const s3 = s3At(port);
  await openToEverybody(s3, 'bench');
  s3.destroy();
  const before = (await control.status()).memory;
  let next = 0;
  const upload = async (): Promise<void> => {
    const client = await rawClient(port);
    while (next < MANY) {
      const path = `/bench/uploads/user-${Math.floor(next / 100)}/2026/11/28/${next}.jpg`;
      next += 1;
      await expectOk(client, requestBytes('PUT', path, { host: `127.0.0.1:${port}` }));
    }
    client.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, upload));
  return ((await control.status()).memory - before) / 1_048_576;
}

export const comparisons: readonly Comparison[] = [
  {
    name: 's3 listing page of 1,000 keys',
    reference: listing('ten-thousand'),
    contenders: [listing('million')],
  },
];

export const figures: readonly Figure[] = [
  {
    name: 's3 lifecycle over 1,000,000 objects, none due',
    unit: 's',
    measure: () => lifecycleDay({ Expiration: { Days: 365 } }),
  },
  {
    name: 's3 lifecycle over 1,000,000 objects, all expire',
    unit: 's',
    measure: () => lifecycleDay({ Expiration: { Days: 1 } }),
  },
  {
    name: 's3 memory of 1,000,000 keys, put one by one',
    unit: 'MiB',
    measure: memoryOfManyKeys,
  },
];
