import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud } from '#aws';
import type { Report } from '../report/verdict.ts';
import { newRun } from '../targets/run-mark.ts';
import { tapped } from '../wire/tap.ts';
import { compareRuns } from './compare-runs.ts';
import { differenceText } from './difference-text.ts';

/** A run of one scenario on a cloud of its own. */
async function run(target: string, ContentType: string): Promise<Report> {
  await using cloud = await createCloud();
  const { endpoint, region, accountId } = cloud;
  const s3 = new S3({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const Bucket = `photos-${newRun()}`;
  const exchanges = await tapped(async (tap) => {
    await s3.createBucket({ Bucket });
    await s3.putObject({ Bucket, Key: 'a', Body: 'x', ContentType });
    await s3.headObject({ Bucket, Key: 'a' });
    await s3.listObjectsV2({ Bucket });
    return tap.exchanges();
  });
  s3.destroy();
  const surroundings = { accountId, region, host: new URL(endpoint).host };
  return {
    target,
    judged: endpoint,
    at: '2026-11-28T12:00:00.000Z',
    verdicts: [
      {
        family: 'objects',
        sentence: 'an object has a type',
        source: '',
        outcome: 'passed',
        milliseconds: 1,
        wire: { surroundings, exchanges },
      },
    ],
  };
}

test('two clouds that answer alike differ nowhere, whatever their ids, names and times', async () => {
  const comparison = compareRuns(await run('one', 'image/png'), await run('other', 'image/png'));
  expect(comparison).toEqual({ compared: 1, answers: 4, differing: [] });
});

test('where they differ is shown to the header, and nothing else', async () => {
  const [one, other] = [await run('one', 'image/png'), await run('other', 'image/jpeg')];
  const comparison = compareRuns(one, other);
  expect(comparison.differing.flatMap(({ answers }) => answers)).toEqual([
    {
      request: 'HEAD /{name photos}/a',
      differences: [{ place: 'header content-type', one: 'image/png', other: 'image/jpeg' }],
    },
  ]);
  expect(differenceText(one, other, comparison)).toContain('A image/png\n      B image/jpeg');
});
