import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { dynamodb } from '../../services/dynamodb/service.ts';
import { doorInProcess, doorOverHttp } from '../door.ts';
import { holdsToModel } from '../model-check.ts';
import { tableChecked } from './table.ts';

test('a table and its index answer as their model does, in process', async () => {
  await using door = doorInProcess(dynamodb);
  expect(await holdsToModel(tableChecked, door, 400)).toMatchObject({ sequences: 400 });
}, 60_000);

test('a table and its index answer as their model does, by the official client', async () => {
  await using door = await doorOverHttp((config) => new DynamoDB({ ...config, maxAttempts: 1 }));
  expect(await holdsToModel(tableChecked, door, 40)).toMatchObject({ sequences: 40 });
}, 60_000);
