/** The models at length: `RUNS` sequences of each instead of tens of thousands, `SEED` to repeat one. */
import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { dynamodb } from '../../services/dynamodb/service.ts';
import { s3 } from '../../services/s3/service.ts';
import { sqs } from '../../services/sqs/service.ts';
import { doorInProcess, doorOverHttp, type Door } from '../door.ts';
import { holdsToModel, type Checked } from '../model-check.ts';
import { bucketChecked } from './bucket.ts';
import { startCaches } from './cache.ts';
import { queueChecked } from './queue.ts';
import { tableChecked } from './table.ts';

const BATCH = 1_000;

/** A new cloud for every thousand sequences, so that what they leave does not add up. */
/** @returns actions per sequence */
async function atLength<Action, Ground extends Pick<Door, 'defects'> & AsyncDisposable>(
  checkedOn: (ground: Ground) => Checked<Action, Ground>,
  open: () => Ground | Promise<Ground>,
  sequences: number,
): Promise<number> {
  const wanted = Number(process.env['RUNS'] ?? sequences);
  let actions = 0;
  for (let done = 0; done < wanted; done += BATCH) {
    await using ground = await open();
    actions += await holdsToModel(checkedOn(ground), ground, Math.min(BATCH, wanted - done));
  }
  process.stdout.write(`${wanted} sequences, ${actions} actions\n`);
  return actions / wanted;
}

test('buckets', async () => {
  expect(
    await atLength(
      () => bucketChecked,
      () => doorInProcess(s3),
      30_000,
    ),
  ).toBeGreaterThan(1);
});

test('buckets by the official client', async () => {
  const open = () => doorOverHttp((config) => new S3({ ...config, forcePathStyle: true, maxAttempts: 1 }));
  expect(await atLength(() => bucketChecked, open, 2_000)).toBeGreaterThan(1);
});

test('tables', async () => {
  expect(
    await atLength(
      () => tableChecked,
      () => doorInProcess(dynamodb),
      30_000,
    ),
  ).toBeGreaterThan(1);
});

test.for([true, false])('queues, FIFO: %s', async (fifo) => {
  expect(
    await atLength(
      () => queueChecked(fifo),
      () => doorInProcess(sqs),
      30_000,
    ),
  ).toBeGreaterThan(1);
});

test('caches', async () => {
  for (const at of [0, 1, 2, 3, 4]) {
    expect(await atLength(({ checked }) => checked[at]!, startCaches, 1_000)).toBeGreaterThan(1);
  }
});
