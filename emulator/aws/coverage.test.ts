import { expect, test } from 'vitest';
import { SERVICES } from './cloud.ts';
import { coverage } from './coverage.ts';

test('every operation a service has is one that AWS has', async () => {
  const rows = await coverage();
  const covered = rows
    .filter(({ state }) => state !== 'refused')
    .map((row) => `${row.service} ${row.operation}`);
  const dispatched = SERVICES.flatMap(({ name, operations }) =>
    Object.keys(operations).map((op) => `${name} ${op}`),
  );
  expect(covered.toSorted()).toEqual(dispatched.toSorted());
});

test('a note belongs to an operation that exists', async () => {
  const rows = await coverage();
  const noted = SERVICES.flatMap(({ name, notes }) => Object.keys(notes ?? {}).map((op) => `${name} ${op}`));
  const told = rows.filter(({ note }) => note !== undefined).map((row) => `${row.service} ${row.operation}`);
  expect(told.toSorted()).toEqual(noted.toSorted());
});

test('what AWS has and a service lacks is refused', async () => {
  expect(await coverage()).toContainEqual({
    service: 's3',
    operation: 'SelectObjectContent',
    state: 'refused',
  });
});
