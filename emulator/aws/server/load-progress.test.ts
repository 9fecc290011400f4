import { expect, test } from 'vitest';
import { createCloud } from '../cloud.ts';

const WORD = {
  journey: 'upload',
  profile: 'steady',
  state: 'running',
  elapsed: 1,
  seconds: 60,
  iterations: 5,
  failures: 0,
  dropped: 0,
  steps: [{ name: 'PUT original', p50: 12, p95: 40 }],
};

test('word of a load test stands in the journal', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const tell = (body: unknown): Promise<Response> =>
    fetch(`${cloud.endpoint}/_safelight/load-progress`, { method: 'POST', body: JSON.stringify(body) });
  expect((await tell({ ...WORD, secret: 'x' })).status).toBe(201);
  expect(cloud.journal.entries().filter(({ type }) => type === 'load.progress')).toMatchObject([WORD]);
  expect(cloud.journal.entries().at(-1)).not.toHaveProperty('secret');
  for (const wrong of [
    null,
    [],
    { ...WORD, journey: 1 },
    { ...WORD, elapsed: '1' },
    { ...WORD, steps: [{}] },
  ]) {
    const refused = await tell(wrong);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toHaveProperty('error');
  }
});
