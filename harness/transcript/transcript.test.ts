import { expect, test } from 'vitest';
import { createCloud } from '#aws';
import type { Report, Verdict } from '../report/verdict.ts';
import { markedClients, openAccount } from '../targets/aws.ts';
import { newRun } from '../targets/run-mark.ts';
import { startTarget } from '../targets/start-target.ts';
import { createPresigner } from '../presign.ts';
import { tapped } from '../wire/tap.ts';
import { transcriptOf } from './record.ts';
import { replay } from './replay.ts';
import { readTranscript, type Transcript } from './transcript.ts';

const ACCOUNT = '123456789012';

/** What somebody does with an account, recorded. */
async function recordAccount(): Promise<Transcript> {
  await using cloud = await createCloud();
  const env = {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'test',
    SAFELIGHT_AWS_ACCOUNTS: ACCOUNT,
  };
  const { connection } = await openAccount({ env });
  const run = newRun();
  const clients = markedClients(connection, run);
  const [s3, sqs] = await Promise.all([clients.s3(), clients.sqs()]);
  const exchanges = await tapped(async (tap) => {
    const Bucket = `photos-${run}a`;
    await s3.createBucket({ Bucket });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    const { VersionId } = await s3.putObject({ Bucket, Key: 'cat.txt', Body: 'meow' });
    await s3.putObject({ Bucket, Key: 'cat.txt', Body: 'purr' });
    const seen = await s3.getObject({ Bucket, Key: 'cat.txt', VersionId });
    await seen.Body?.transformToString();
    const url = await createPresigner(clients, connection).get({ Bucket, Key: 'cat.txt' });
    await (await fetch(url)).text();
    const { QueueUrl } = await sqs.createQueue({ QueueName: `events-${run}b` });
    await sqs.sendMessage({ QueueUrl, MessageBody: 'hello' });
    await sqs.receiveMessage({ QueueUrl });
    return tap.exchanges();
  });
  clients.destroy();
  const surroundings = { accountId: ACCOUNT, region: 'us-east-1', host: new URL(cloud.endpoint).host };
  const verdict: Verdict = {
    family: 'objects',
    sentence: 'versions are kept',
    source: 'a recording',
    outcome: 'passed',
    milliseconds: 1,
    wire: { surroundings, exchanges },
  };
  const report: Report = {
    target: 'aws',
    judged: 'an account',
    at: '2026-11-28T12:00:00.000Z',
    verdicts: [verdict],
  };
  const transcript = transcriptOf(verdict, report);
  if (transcript === undefined) throw new Error('nothing was recorded');
  return readTranscript(JSON.stringify(transcript), 'memory');
}

test('an account’s exchanges are kept without account, keys, names and signatures, and hold elsewhere', async () => {
  const transcript = await recordAccount();
  const text = JSON.stringify(transcript);
  expect(text).not.toMatch(/123456789012|sl[0-9a-z]{11}|safelight:run|Signature=|AWS4-HMAC|127\.0\.0\.1/);
  expect(transcript.from).toBe('aws in us-east-1');
  await using target = await startTarget({ target: 'embedded', cloud: { clock: 'real' } });
  expect(await replay(transcript, target)).toEqual({
    replayed: transcript.exchanges.length,
    skipped: [],
    differing: [],
  });
});

test('an answer that is another one is told with its place', async () => {
  const transcript = await recordAccount();
  const exchanges = transcript.exchanges.map((exchange) =>
    exchange.method === 'GET' && exchange.signing.by === 'header'
      ? {
          ...exchange,
          response: { ...exchange.response, headers: { ...exchange.response.headers, etag: '"another"' } },
        }
      : exchange,
  );
  await using target = await startTarget({ target: 'embedded', cloud: { clock: 'real' } });
  const { differing } = await replay({ ...transcript, exchanges }, target);
  expect(differing).toEqual([
    {
      exchange: 5,
      request: 'GET /{name photos}/cat.txt?versionId={VersionId}&x-id=GetObject',
      differences: [{ place: 'header etag', one: '"another"', other: '"4a4be40c96ac6314e91d93f38043a634"' }],
    },
  ]);
});

test.each(['{', '{"format":"another/1"}', '{"format":"safelight-transcript/1"}'])(
  '%s is no transcript',
  (text) => {
    expect(() => readTranscript(text, 'x.json')).toThrow(
      expect.objectContaining({ code: 'ERR_TRANSCRIPT', exitCode: 2 }),
    );
  },
);
