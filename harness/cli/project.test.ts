import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from './main.ts';

async function inFolder<T>(use: (path: (name: string) => string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-'));
  try {
    return await use((name) => join(folder, name));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const SMALL = ['project', '--set', 'months=2', '--set', 'uploads.perDay=10', '--baseline', 'none'];

test('a projection goes to a file in each form', async () => {
  await inFolder(async (path) => {
    for (const [form, begin] of [
      ['markdown', '## Projected cost: '],
      ['html', '<!doctype html>'],
      ['json', '{"currency":"USD"'],
      ['text', 'Projected cost: '],
    ] as const) {
      expect(await main([...SMALL, '--format', form, '--out', path(form)])).toBe(0);
      expect((await readFile(path(form), 'utf8')).startsWith(begin)).toBe(true);
    }
  });
});

test('presets and latencies go to a file in the form asked for', async () => {
  await inFolder(async (path) => {
    expect(await main(['project', 'preset', 'ebs-vs-s3', '--format', 'markdown', '--out', path('a')])).toBe(
      0,
    );
    expect(await readFile(path('a'), 'utf8')).toContain('| $184/month | $184/month |'.replaceAll('$', '\\$'));
    const latency = ['project', 'latency', '--from', 'eu-west-1', '--format', 'json', '--out', path('b')];
    expect(await main(latency)).toBe(0);
    const { latencies } = JSON.parse(await readFile(path('b'), 'utf8')) as { latencies: object[] };
    expect(latencies).toHaveLength(7);
  });
});

test('a budget that a month breaks ends with 1, one that is kept with 0', async () => {
  await inFolder(async (path) => {
    const out = ['--out', path('report')];
    expect(await main([...SMALL, ...out, '--max-monthly', '0.01'])).toBe(1);
    expect(await main([...SMALL, ...out, '--max-monthly', '50'])).toBe(0);
    expect(await main([...SMALL, ...out, '--max-monthly', '50', '--set', 'cdn.shield=on'])).toBe(1);
  });
});

test('usage written for Infracost is priced again from the file', async () => {
  await inFolder(async (path) => {
    expect(await main([...SMALL, '--out', path('a'), '--usage-out', path('usage.yml')])).toBe(0);
    const again = ['project', '--usage', path('usage.yml'), '--format', 'json', '--out', path('b')];
    expect(await main(again)).toBe(0);
    const { lines } = JSON.parse(await readFile(path('b'), 'utf8')) as { lines: { service: string }[] };
    expect(lines.map(({ service }) => service)).toContain('CloudFront');
  });
});

test.each([
  [['project', '--set', 'image.size=2.5']],
  [['project', '--set', 'nothing=1']],
  [['project', '--prices', '/nowhere/prices.json']],
  [['project', '--usage', '/nowhere/usage.yml']],
  [['project', '--max-monthly', 'fifty']],
  [['project', 'preset', 'unknown']],
  [['project', '--format', 'pdf']],
])('%j ends with 2', async (args) => {
  expect(await main(args)).toBe(2);
});
