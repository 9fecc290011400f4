import { renderToString } from 'ink';
import { expect, test } from 'vitest';
import { EMPTY_MODEL, fold, type Model } from './model.ts';
import { jsonLine, plainText } from './plain.ts';
import { Screen } from './screen.tsx';
import { themeFor } from './theme.ts';
import { INITIAL_VIEW, type View } from './view.ts';

const START = Date.UTC(2027, 0, 1);

const model = fold(
  EMPTY_MODEL,
  [
    {
      kind: 'entry',
      heard: START,
      entry: {
        seq: 1,
        at: START,
        cause: 0,
        type: 'call',
        service: 's3',
        operation: 'PutObject',
        resource: 'evil\u001b[2J\u0007name',
        status: 503,
        duration: 12,
        error: 'SlowDown',
      },
    },
    {
      kind: 'usage',
      at: START,
      usage: [
        {
          service: 's3',
          usageType: 'Requests',
          operation: 'PutObject',
          resource: 'photos',
          accountId: '0',
          region: 'us-east-1',
          quantity: 1_000,
        },
      ],
    },
  ],
  START,
);

function frame(shown: Model, columns: number, rows: number, view: Partial<View> = {}, env = {}): string[] {
  return renderToString(
    <Screen
      model={shown}
      view={{ ...INITIAL_VIEW, ...view }}
      theme={themeFor(env)}
      columns={columns}
      rows={rows}
      notice=""
    />,
    { columns },
  ).split('\n');
}

test.each([
  [80, 24],
  [120, 30],
  [200, 60],
])('the screen fits %d × %d and leaves the last row free', (columns, rows) => {
  const lines = frame(model, columns, rows, {}, { NO_COLOR: '1' });
  expect(lines.length).toBe(rows - 1);
  for (const text of lines) expect(text.length).toBeLessThanOrEqual(columns);
  const all = lines.join('\n');
  for (const title of ['Traffic', 'Pipeline', 'Storage', 'Cost', 'CDN', 'Journeys'])
    expect(all).toContain(title);
});

test.each([
  [80, 24, ['Load test', 'Cost', 'Journeys']],
  [160, 40, ['Load test', 'CDN', 'Journeys']],
])('a load test has a panel of its own at %d × %d', (columns, rows, titles) => {
  const run = {
    seq: 2,
    at: START,
    cause: 0,
    type: 'load.progress',
    journey: 'upload',
    profile: 'steady',
    state: 'running',
    elapsed: 12,
    seconds: 60,
    iterations: 60,
    failures: 0,
    dropped: 2,
    steps: [{ name: 'PUT original', p50: 12, p95: 40 }],
  };
  const loaded = fold(model, [{ kind: 'entry', heard: START, entry: run }], START);
  const lines = frame(loaded, columns, rows, {}, { NO_COLOR: '1' });
  expect(lines.length).toBe(rows - 1);
  const all = lines.join('\n');
  for (const text of [...titles, 'upload · steady running', '2 dropped', 'PUT original'])
    expect(all).toContain(text);
  expect(plainText(loaded)).toContain('12 of 60 s');
});

test('a terminal too small is told what is needed', () => {
  expect(frame(model, 79, 24).join(' ')).toContain('needs 80 × 24');
});

test('names from outside cannot move the cursor', () => {
  const all = frame(model, 120, 30, {}, { NO_COLOR: '1' }).join('\n');
  expect(all).not.toContain('\u001b[2J');
  expect(all).not.toContain('\u0007');
  expect(plainText(model)).not.toContain('\u001b');
});

test('a cloud that went away is marked, and the last picture stays', () => {
  const lost = fold(model, [{ kind: 'lost', heard: START + 5_000, why: 'Nothing answers.' }], START + 5_000);
  const all = frame(lost, 120, 30, {}, { NO_COLOR: '1' }).join('\n');
  expect(all).toContain('STALE since 00:00:05: Nothing answers.');
  expect(all).toContain('s3 PutObject');
  expect(JSON.parse(jsonLine(lost))).toMatchObject({ stale: 'Nothing answers.' });
});

test('an open journey shows its steps and the facts of one', () => {
  const all = frame(model, 120, 30, { open: 1 }, { NO_COLOR: '1' }).join('\n');
  expect(all).toContain('SlowDown');
  expect(all).toContain('2027-01-01T00:00:00.000Z');
});

test('a dumb terminal gets ASCII alone', () => {
  const lines = frame(model, 80, 24, {}, { TERM: 'dumb' }).slice(1, -1);
  expect(lines.join('').replaceAll(/[–›→…·×]/g, '')).toMatch(/^[\u0020-\u007e]*$/);
});

test('cost stands in text and JSON alike', () => {
  expect(plainText(model)).toContain('so far            $0.005');
  expect(JSON.parse(jsonLine(model))).toMatchObject({ cost: { total: '0.005' } });
});
