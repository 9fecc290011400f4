/** What becomes of an upload whose function fails every time, as one does that outlasts its timeout. */
import type { Finding } from './finding.ts';
import { invocations } from './journal-reading.ts';
import { MINUTE, type Deployed, type Stage } from './stage.ts';
import type { Upload } from './uploads.ts';

/** Lambda tries again after one minute and after two. */
const ALL_ATTEMPTS = 10 * MINUTE;

export async function checkFailures(
  stage: Stage,
  deployed: Deployed,
  { use, key, entries }: Upload,
): Promise<readonly Finding[]> {
  const [first] = invocations(entries).filter(({ kind }) => kind === 'event');
  if (first === undefined) return [];
  const name = String(first['function']);
  const rule = stage.cloud.faults.add({
    on: 'invocation',
    target: name,
    probability: 1,
    effect: { kind: 'crash' },
  });
  const s3 = await stage.clients.s3();
  const before = stage.cloud.journal.seq;
  // A copy onto itself is an upload to whoever listens.
  const { bucket: Bucket } = use;
  const object = await s3.getObject({ Bucket, Key: key }).catch(() => undefined);
  const Body = (await object?.Body?.transformToByteArray()) ?? new Uint8Array();
  await s3.putObject({ Bucket, Key: key, Body, ...encryptionOf(use.signedHeaders) }).catch(() => undefined);
  for (let minute = 0; minute < ALL_ATTEMPTS / MINUTE; minute += 1) await stage.elapse(MINUTE);
  stage.cloud.faults.remove(rule.id);
  const attempts = invocations(stage.cloud.journal.entries(before)).filter(
    (entry) => entry['function'] === name,
  );
  const lambda = await stage.clients.lambda();
  const { DeadLetterConfig } = await lambda.getFunctionConfiguration({ FunctionName: name });
  const config = await lambda.getFunctionEventInvokeConfig({ FunctionName: name }).catch(() => undefined);
  const kept = DeadLetterConfig?.TargetArn ?? config?.DestinationConfig?.OnFailure?.Destination;
  if (attempts.length === 0 || kept !== undefined) return [];
  return [
    {
      rule: 'lost-event',
      resource: `function ${name}`,
      place: deployed.place('function', name),
      problem: `An upload that ${name} fails on, or outlasts its timeout with, is tried again and then forgotten`,
      evidence: `${attempts.length} invocations for one upload within 10 minutes, then none; the function has neither a dead-letter queue nor a destination for failures`,
      repair:
        'Keep failed events in a queue, make the work idempotent, and put work that may take long behind a queue.',
    },
  ];
}

const encryptionOf = (headers: Readonly<Record<string, string>>) => ({
  ...(headers['x-amz-server-side-encryption'] === 'aws:kms' && {
    ServerSideEncryption: 'aws:kms' as const,
    SSEKMSKeyId: headers['x-amz-server-side-encryption-aws-kms-key-id'],
  }),
});
