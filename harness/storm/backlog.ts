/**
 * A backlog: all messages wait in a queue before its function gets the first, some of them poison, and invocations die
 * with their work done and not acknowledged. Afterwards each message is done or a dead letter, for a reason.
 */
import type { SQS } from '@aws-sdk/client-sqs';
import { createCloud, type Cloud } from '#aws';
import { deployFunction } from '../deploy-function.ts';
import { createClients } from '../targets/clients.ts';
import { LOCAL_CREDENTIALS } from '../targets/local-credentials.ts';
import { openLedger, type Ledger } from './ledger.ts';
import { memoryNow, settledMemory, type Memory } from './memory.ts';

export interface BacklogOptions {
  readonly messages: number;
  /** Every so many of them is one that no function can do. */
  readonly poisonEvery: number;
  /** Part of all invocations that die, from 0 to 1. */
  readonly crashes: number;
  readonly seed: string;
}

export interface Backlog {
  readonly done: number;
  /** Done and not acknowledged, and so done again. */
  readonly repeated: number;
  /** Dead letters, by reason. */
  readonly dead: Readonly<Record<string, number>>;
  readonly invocations: number;
  readonly crashed: number;
  /** Before the messages were sent; while they were worked on; when nothing was left. */
  readonly memory: { readonly before: Memory; readonly peak: Memory; readonly after: Memory };
  /** A line for each message that nothing explains. */
  readonly wrong: readonly string[];
}

const FUNCTION = 'worker';
const MOST_RECEIVES = 3;
const VISIBILITY = 30;
/** Bodies of messages begin with what becomes of them. */
const POISON = 'poison';

const CODE = `exports.handler = async ({ Records }, { awsRequestId }) => {
  const messages = Records.map(({ body }) => body);
  await fetch(process.env.LEDGER, { method: 'POST', body: JSON.stringify({ requestId: awsRequestId, messages }) });
  const failed = Records.filter(({ body }) => body.startsWith('${POISON}'));
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

/** What the journal tells of invocations. */
class Invocations {
  count = 0;
  readonly failed = new Set<string>();

  constructor(cloud: Cloud) {
    cloud.journal.subscribe(({ type, status, requestId }) => {
      if (type !== 'lambda.invocation') return;
      this.count += 1;
      if (status !== 'success') this.failed.add(String(requestId));
    });
  }
}

export async function runBacklog(options: BacklogOptions): Promise<Backlog> {
  const { seed, crashes } = options;
  await using cloud = await createCloud({ clock: 'manual', seed });
  const { accountId, region } = cloud;
  const clients = createClients({ endpoint: cloud.endpoint, region, credentials: LOCAL_CREDENTIALS });
  const [sqs, lambda] = await Promise.all([clients.sqs(), clients.lambda()]);
  const peak = { heap: 0, rss: 0 };
  await using ledger = await openLedger(() => {
    const { heap, rss } = memoryNow();
    peak.heap = Math.max(peak.heap, heap);
    peak.rss = Math.max(peak.rss, rss);
  });
  const invocations = new Invocations(cloud);
  const queues = await createQueues(sqs);
  await deployFunction(lambda, {
    name: FUNCTION,
    code: CODE,
    accountId,
    settings: { Environment: { Variables: { LEDGER: ledger.url } }, Timeout: 20 },
  });
  const { UUID } = await lambda.createEventSourceMapping({
    FunctionName: FUNCTION,
    EventSourceArn: queues.arn,
    BatchSize: 10,
    Enabled: false,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  const before = settledMemory();
  const messages = await fill(sqs, queues.url, options);
  cloud.faults.add({ id: 'crashes', on: 'invocation', probability: crashes, effect: { kind: 'crash' } });
  await lambda.updateEventSourceMapping({ UUID, Enabled: true });
  // A message is tried at most so often, each time when the one before is given up.
  for (let round = 0; round <= MOST_RECEIVES; round += 1) await cloud.clock.advance((VISIBILITY + 1) * 1_000);
  cloud.faults.clear();
  const after = settledMemory();
  const letters = await lettersOf(sqs, queues.deadUrl);
  const reckoned = reckon({ messages, letters, ledger, failed: invocations.failed });
  const wrong = [...reckoned.wrong, ...(await leftIn(sqs, queues.url)), ...defectsOf(cloud)];
  clients.destroy();
  return {
    ...reckoned,
    wrong,
    invocations: invocations.count,
    crashed: invocations.failed.size,
    memory: { before, peak, after },
  };
}

interface Queues {
  readonly url: string;
  readonly arn: string;
  readonly deadUrl: string;
}

async function createQueues(sqs: SQS): Promise<Queues> {
  const { QueueUrl: deadUrl = '' } = await sqs.createQueue({ QueueName: 'dead' });
  const deadLetterTargetArn = await arnOf(sqs, deadUrl);
  const { QueueUrl: url = '' } = await sqs.createQueue({
    QueueName: 'work',
    Attributes: {
      VisibilityTimeout: String(VISIBILITY),
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: MOST_RECEIVES }),
    },
  });
  return { url, arn: await arnOf(sqs, url), deadUrl };
}

async function arnOf(sqs: SQS, QueueUrl: string): Promise<string> {
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['QueueArn'] });
  return Attributes?.['QueueArn'] ?? '';
}

/** Sends all messages; returns their bodies. */
async function fill(sqs: SQS, QueueUrl: string, options: BacklogOptions): Promise<readonly string[]> {
  const bodies = Array.from({ length: options.messages }, (_, n) =>
    n % options.poisonEvery === 0 ? `${POISON} ${n}` : `work ${n}`,
  );
  for (let first = 0; first < bodies.length; first += 10) {
    const Entries = bodies.slice(first, first + 10).map((MessageBody, n) => ({ Id: String(n), MessageBody }));
    await sqs.sendMessageBatch({ QueueUrl, Entries });
  }
  return bodies;
}

/** How often each body lies in the dead-letter queue. */
async function lettersOf(sqs: SQS, QueueUrl: string): Promise<ReadonlyMap<string, number>> {
  const letters = new Map<string, number>();
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    if (Messages.length === 0) return letters;
    for (const { Body = '' } of Messages) letters.set(Body, (letters.get(Body) ?? 0) + 1);
  }
}

interface Evidence {
  readonly messages: readonly string[];
  readonly letters: ReadonlyMap<string, number>;
  readonly ledger: Ledger;
  /** Invocations that failed, by request id. */
  readonly failed: ReadonlySet<string>;
}

function reckon({ messages, letters, ledger, failed }: Evidence) {
  const wrong: string[] = [];
  const dead: Record<string, number> = {};
  let [done, repeated] = [0, 0];
  for (const message of messages) {
    const tries = ledger.tries.get(message) ?? [];
    const acknowledged = tries.some((requestId) => !failed.has(requestId));
    const buried = letters.get(message) ?? 0;
    const poison = message.startsWith(POISON);
    if (buried === 0 && acknowledged && !poison) {
      done += 1;
      if (tries.length > 1) repeated += 1;
    } else if (buried === 1 && tries.length >= MOST_RECEIVES && (poison || !acknowledged)) {
      const reason = poison ? 'no function can do it' : 'each of its invocations died';
      dead[reason] = (dead[reason] ?? 0) + 1;
    } else wrong.push(`${message}: tried ${tries.length} times, ${buried} times a dead letter`);
  }
  const strange = [...letters.keys()].filter((body) => !messages.includes(body));
  for (const body of strange) wrong.push(`${body} is a dead letter that nobody sent`);
  return { done, repeated, dead, wrong };
}

async function leftIn(sqs: SQS, QueueUrl: string): Promise<string[]> {
  const { Attributes = {} } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
  return Object.entries(Attributes)
    .filter(([name, value]) => name.startsWith('ApproximateNumber') && value !== '0')
    .map(([name, value]) => `${name} of the queue is ${value}`);
}

const defectsOf = (cloud: Cloud): string[] =>
  cloud.journal
    .entries()
    .filter(({ type }) => type === 'defect')
    .map(({ error }) => `defect of the emulator: ${String(error)}`);
