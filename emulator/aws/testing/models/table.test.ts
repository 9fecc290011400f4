import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { dynamodb } from '../../services/dynamodb/service.ts';
import { doorInProcess, doorOverHttp } from '../door.ts';
import { holdsToModel } from '../model-check.ts';
import { tableChecked } from './table.ts';

test('a table and its index answer as their model does, in process', { timeout: 60_000 }, async () => {
  await using door = doorInProcess(dynamodb);
  expect(await holdsToModel(tableChecked, door, 800)).toBeGreaterThan(800);
});

test(
  'a table and its index answer as their model does, by the official client',
  { timeout: 60_000 },
  async () => {
    await using door = await doorOverHttp((config) => new DynamoDB({ ...config, maxAttempts: 1 }));
    expect(await holdsToModel(tableChecked, door, 25)).toBeGreaterThan(25);
  },
);
