import { expect, test } from 'vitest';
import { message, startDynamo, tableInput, type TestDynamo } from './testing/tables.ts';

const MINUTE = 60_000;
const TTL = { TableName: 'images', TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true } };

async function ids({ dynamo }: TestDynamo): Promise<string[]> {
  const { Items } = await dynamo.scan({ TableName: 'images' });
  return (Items ?? []).map(({ id }) => id?.S ?? '').toSorted();
}

test('items stay readable for a while after they expire, then go', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const seconds = Math.floor(cloud.clock.now() / 1_000);
  const put = (id: string, expires: { N: string } | { S: string }) =>
    dynamo.putItem({ TableName: 'images', Item: { id: { S: id }, expires } });
  await put('before', { N: String(seconds + 60) });
  await dynamo.updateTimeToLive(TTL);
  await put('soon', { N: String(seconds + 60) });
  await put('later', { N: String(seconds + 3_600) });
  await put('text', { S: String(seconds + 60) });
  await put('ancient', { N: String(seconds - 6 * 365 * 86_400) });
  await cloud.clock.advance(2 * MINUTE);
  expect(await ids(setup)).toEqual(['ancient', 'before', 'later', 'soon', 'text']);
  await cloud.clock.advance(5 * MINUTE);
  expect(await ids(setup)).toEqual(['ancient', 'later', 'text']);
  await cloud.clock.advance(60 * MINUTE);
  expect(await ids(setup)).toEqual(['ancient', 'text']);
});

test('an item whose life is prolonged stays', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  await dynamo.updateTimeToLive(TTL);
  const seconds = Math.floor(cloud.clock.now() / 1_000);
  const put = (expires: number) =>
    dynamo.putItem({ TableName: 'images', Item: { id: { S: '1' }, expires: { N: String(expires) } } });
  await put(seconds + 60);
  await put(seconds + 86_400);
  await cloud.clock.advance(60 * MINUTE);
  expect(await ids(setup)).toEqual(['1']);
});

test('time to live is switched on and off once', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const status = async () => (await dynamo.describeTimeToLive({ TableName: 'images' })).TimeToLiveDescription;
  expect(await status()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  await dynamo.updateTimeToLive(TTL);
  expect(await status()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
  expect(await message(dynamo.updateTimeToLive(TTL))).toBe('TimeToLive is already enabled');
  const other = { ...TTL, TimeToLiveSpecification: { AttributeName: 'gone', Enabled: true } };
  expect(await message(dynamo.updateTimeToLive(other))).toBe(
    'TimeToLive is active on a different AttributeName: current AttributeName is expires',
  );
  const off = { ...TTL, TimeToLiveSpecification: { AttributeName: 'expires', Enabled: false } };
  await dynamo.updateTimeToLive(off);
  expect(await message(dynamo.updateTimeToLive(off))).toBe('TimeToLive is already disabled');
});

test.for([
  ['', 'greater than or equal to 1'],
  ['e'.repeat(256), 'less than or equal to 255'],
] as const)(
  'what items expire by has a name of 1 to 255 characters: case %#',
  async ([AttributeName, rule]) => {
    await using setup = await startDynamo();
    const { dynamo } = setup;
    await dynamo.createTable(tableInput('images', 'id'));
    const enabling = dynamo.updateTimeToLive({
      ...TTL,
      TimeToLiveSpecification: { AttributeName, Enabled: true },
    });
    expect(await message(enabling)).toBe(
      `1 validation error detected: Value '${AttributeName}' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must have length ${rule}`,
    );
  },
);
