import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { sqs } from '../../services/sqs/service.ts';
import { doorInProcess, doorOverHttp } from '../door.ts';
import { holdsToModel } from '../model-check.ts';
import { queueChecked } from './queue.ts';

const KINDS = [
  ['a standard queue', queueChecked(false)],
  ['a FIFO queue', queueChecked(true)],
] as const;

test.for(KINDS)('%s answers as its model does, in process', { timeout: 60_000 }, async ([, checked]) => {
  await using door = doorInProcess(sqs);
  expect(await holdsToModel(checked, door, 800)).toBeGreaterThan(800);
});

test.for(KINDS)(
  '%s answers as its model does, by the official client',
  { timeout: 60_000 },
  async ([, checked]) => {
    await using door = await doorOverHttp((config) => new SQS({ ...config, maxAttempts: 1 }));
    expect(await holdsToModel(checked, door, 25)).toBeGreaterThan(25);
  },
);
