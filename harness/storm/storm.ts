/**
 * A storm: uploads into PetTracker while deliveries come twice, late and in another order, and functions and workers die
 * with their work done and not acknowledged; then, when all is quiet, a reckoning. Time is the storm's own: it stands
 * still while uploads are under way and moves by a second after each wave, so what AWS does within hours takes minutes,
 * and faults strike by the seed.
 */
import { createCloud, type Cloud, type JournalEntry, type NewFaultRule } from '#aws';
import { NO_CLASSIFIER, openRecords, pettracker, startAnalysisWorker, type WorkerReport } from '#pipeline';
import { packageFunction } from '../provision/package.ts';
import { provision } from '../provision/provision.ts';
import { createClients } from '../targets/clients.ts';
import { LOCAL_CREDENTIALS } from '../targets/local-credentials.ts';
import { reckon, type Reckoning } from './reckoning.ts';
import { uploadsOf } from './uploads.ts';

export interface StormOptions {
  /** How many images are uploaded, each under a key of its own. */
  readonly uploads: number;
  /** How many files that are no images come among them. */
  readonly poison: number;
  readonly seed: string;
  /** Parts of all deliveries, from 0 to 1, that come twice, and that come late and after others. */
  readonly duplicates: number;
  readonly reorders: number;
  /** Part of all invocations and analyses that end with their work done and not acknowledged. */
  readonly crashes: number;
  readonly onProgress?: (step: string) => void;
}

export interface Storm {
  readonly options: StormOptions;
  /** Strikes, by rule. */
  readonly struck: Readonly<Record<string, number>>;
  readonly reckoning: Reckoning;
  /** Milliseconds of wall time, and of the storm's own, from the first upload to quiet. */
  readonly took: number;
  readonly elapsed: number;
}

/** Uploads under way at once. */
const WAVE = 16;
const LATENESS = 30_000;
/** Longer than every wait of the pipeline: a queue's visibility timeout, a function's second retry. */
const QUIET = 180_000;
const STEP = 30_000;
/** Wall time. */
const AWHILE = 50;

const BUCKET = 'pettracker-images-prod';
const QUEUE = 'pettracker-ml-queue';
const WORKER_DIED = 'WorkerDied';

/** Runs a storm on a cloud of its own. */
export async function runStorm(options: StormOptions): Promise<Storm> {
  const { onProgress = () => undefined } = options;
  await using cloud = await createCloud({ clock: 'manual', seed: options.seed });
  const connection = { endpoint: cloud.endpoint, region: cloud.region, credentials: LOCAL_CREDENTIALS };
  const clients = createClients(connection);
  onProgress('provisioning pettracker');
  const { accountId, region } = cloud;
  await provision(pettracker, {
    target: { clients, accountId, region },
    context: { accountId, region, suffix: '' },
    packageOf: packageFunction,
  });
  for (const rule of faultsOf(options)) cloud.faults.add(rule);

  onProgress('starting the database');
  const records = openRecords();
  await records.findImage({ bucket: BUCKET, key: '' });
  const [s3, sqs] = await Promise.all([clients.s3(), clients.sqs()]);
  const { QueueUrl: queueUrl = '' } = await sqs.getQueueUrl({ QueueName: QUEUE });
  const work = new Work();
  const worker = startAnalysisWorker({
    sqs,
    s3,
    records,
    queueUrl,
    classifier: NO_CLASSIFIER,
    report: work.hear,
  });
  const deafen = cloud.journal.subscribe(work.hearCloud);
  try {
    const began = { wall: performance.now(), own: cloud.clock.now() };
    const uploads = await uploadsOf(options);
    for (let first = 0; first < uploads.length; first += WAVE) {
      onProgress(`${first} of ${uploads.length} uploads`);
      const wave = uploads.slice(first, first + WAVE);
      await Promise.all(
        wave.map(async (upload) => {
          const { key: Key, body: Body } = upload;
          const written = await s3.putObject({ Bucket: BUCKET, Key, Body, ContentType: 'image/jpeg' });
          upload.stored(written.ETag ?? '', written.VersionId ?? '');
        }),
      );
      await cloud.clock.advance(1_000);
    }
    await untilQuiet(cloud, work, onProgress);
    const took = performance.now() - began.wall;
    const elapsed = cloud.clock.now() - began.own;
    onProgress('reckoning');
    const struck = Object.fromEntries(cloud.faults.list().map((rule) => [rule.id, rule.struck]));
    cloud.faults.clear();
    await worker.stop();
    const reckoning = await reckon({ cloud, s3, sqs, records, bucket: BUCKET, uploads, lost: work.lost });
    return { options, struck, reckoning, took, elapsed };
  } finally {
    deafen();
    await worker.stop();
    await records.close();
    clients.destroy();
  }
}

const faultsOf = ({ duplicates, reorders, crashes }: StormOptions): readonly NewFaultRule[] => [
  { id: 'duplicates', on: 'delivery', probability: duplicates, effect: { kind: 'duplicate' } },
  { id: 'reorderings', on: 'delivery', probability: reorders, effect: { kind: 'reorder', within: LATENESS } },
  { id: 'function crashes', on: 'invocation', probability: crashes, effect: { kind: 'crash' } },
  {
    id: 'worker crashes',
    on: 'call',
    target: 'sqs',
    operation: 'DeleteMessage',
    probability: crashes,
    // No 500: a worker that has died does not ask again, and the SDK would.
    effect: { kind: 'error', code: WORKER_DIED, status: 400 },
  },
];

/** What the cloud and the worker say of their work. */
class Work {
  /** Everything that happened but polls, which end and begin for as long as there is a worker. */
  happened = 0;
  /** How often a message was done and could not be deleted. */
  readonly lost = new Map<string, number>();

  readonly hearCloud = ({ operation }: JournalEntry): void => {
    if (operation !== 'ReceiveMessage') this.happened += 1;
  };

  readonly hear = (report: WorkerReport): void => {
    this.happened += 1;
    const died = 'error' in report && report.error instanceof Error && report.error.name === WORKER_DIED;
    if (died) this.lost.set(report.messageId, (this.lost.get(report.messageId) ?? 0) + 1);
  };
}

/** Lets time pass until nothing has happened for longer than anything waits. */
async function untilQuiet(cloud: Cloud, work: Work, onProgress: (step: string) => void): Promise<void> {
  for (let quiet = 0; quiet < QUIET; quiet += STEP) {
    onProgress(`waiting for retries, at ${new Date(cloud.clock.now()).toISOString()}`);
    const before = work.happened;
    await restful(work);
    await cloud.clock.advance(STEP);
    await restful(work);
    if (work.happened !== before) quiet = 0;
  }
}

/** The worker is not the cloud's: it is done when for a while it neither asked for anything nor reported. */
async function restful(work: Work): Promise<void> {
  for (let before = -1; before !== work.happened;) {
    before = work.happened;
    await new Promise((resolve) => setTimeout(resolve, AWHILE));
  }
}
