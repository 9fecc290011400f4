/**
 * What a storm left behind, held against what was uploaded: one version of one thumbnail made of the right bytes and one
 * record of the right version for every image, neither for what is none, empty queues, and a reason for every dead letter.
 */
import type { S3 } from '@aws-sdk/client-s3';
import type { Message, SQS } from '@aws-sdk/client-sqs';
import type { Cloud } from '#aws';
import { eventsOfBody, type Records } from '#pipeline';
import type { Upload } from './uploads.ts';

export interface Scene {
  readonly cloud: Cloud;
  readonly s3: S3;
  readonly sqs: SQS;
  readonly records: Records;
  readonly bucket: string;
  readonly uploads: readonly Upload[];
  /** How often a message was worked on and not deleted, by its id. */
  readonly lost: ReadonlyMap<string, number>;
}

interface QueueReckoning {
  readonly name: string;
  readonly messages: number;
  /** How many for which reason. */
  readonly reasons: Readonly<Record<string, number>>;
}

export interface Reckoning {
  /** Uploads that have exactly what they ought to have. */
  readonly thumbnails: number;
  readonly records: number;
  readonly queues: readonly QueueReckoning[];
  /** Everything that is not as it ought to be, a line each; empty when the pipeline came through. */
  readonly wrong: readonly string[];
}

const MOST_RECEIVES = 3;

export async function reckon(scene: Scene): Promise<Reckoning> {
  const wrong: string[] = [];
  const thumbnails = await reckonThumbnails(scene, wrong);
  const records = await reckonRecords(scene, wrong);
  const queues = await reckonQueues(scene, wrong);
  const { cloud } = scene;
  const defects = cloud.journal.entries().filter(({ type }) => type === 'defect');
  for (const { error } of defects) wrong.push(`defect of the emulator: ${String(error)}`);
  return { thumbnails, records, queues, wrong };
}

async function reckonThumbnails({ s3, bucket, uploads }: Scene, wrong: string[]): Promise<number> {
  const versions = new Map<string, number>();
  for await (const key of versionsUnder(s3, bucket, 'thumbnails/')) {
    versions.set(key, (versions.get(key) ?? 0) + 1);
  }
  let right = 0;
  for (const { key, thumbnailKey: Key, eTag, poison } of uploads) {
    const found = versions.get(Key) ?? 0;
    versions.delete(Key);
    if (found !== (poison ? 0 : 1)) wrong.push(`${key} has ${found} versions of its thumbnail`);
    else if (!poison) {
      const { Metadata } = await s3.headObject({ Bucket: bucket, Key });
      if (Metadata?.['source-etag'] === eTag) right += 1;
      else wrong.push(`the thumbnail of ${key} was made from other bytes`);
    }
  }
  for (const key of versions.keys()) wrong.push(`${key} is nobody's thumbnail`);
  return right;
}

/** The keys of all versions and delete markers, each as often as it has any. */
async function* versionsUnder(s3: S3, Bucket: string, Prefix: string): AsyncGenerator<string> {
  let page: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (let more = true; more;) {
    const answer = await s3.listObjectVersions({ Bucket, Prefix, ...page });
    for (const { Key = '' } of [...(answer.Versions ?? []), ...(answer.DeleteMarkers ?? [])]) yield Key;
    page = { KeyMarker: answer.NextKeyMarker, VersionIdMarker: answer.NextVersionIdMarker };
    more = answer.IsTruncated === true;
  }
}

/** A version has at most one record, by the table's key. */
async function reckonRecords({ records, bucket, uploads }: Scene, wrong: string[]): Promise<number> {
  let right = 0;
  for (const { key, versionId, eTag, poison } of uploads) {
    const record = await records.findVersion({ bucket, key }, versionId);
    if ((record === undefined) !== poison)
      wrong.push(`${key} has ${record === undefined ? 'no' : 'a'} record`);
    else if (record !== undefined && record.eTag !== eTag)
      wrong.push(`the record of ${key} is of other bytes`);
    else if (!poison) right += 1;
  }
  return right;
}

async function reckonQueues(scene: Scene, wrong: string[]): Promise<readonly QueueReckoning[]> {
  const { sqs, uploads } = scene;
  const poison = new Set(uploads.filter((upload) => upload.poison).map(({ key }) => key));
  const { QueueUrls = [] } = await sqs.listQueues({});
  const queues: QueueReckoning[] = [];
  for (const QueueUrl of QueueUrls) {
    const name = QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
    const reasons: Record<string, number> = {};
    const buried = new Set<string>();
    let messages = 0;
    for await (const message of messagesOf(sqs, QueueUrl)) {
      const keys = keysOf(message);
      const reason = name.endsWith('-dlq') ? reasonOf(message, keys, poison, scene.lost) : undefined;
      messages += 1;
      for (const key of keys) buried.add(key);
      if (reason === undefined)
        wrong.push(`${name} holds an event of ${keys.join(', ')}, and nothing explains it`);
      else reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
    if (name.endsWith('-dlq')) {
      for (const key of poison) if (!buried.has(key)) wrong.push(`${key} is poison and not in ${name}`);
    }
    wrong.push(...(await hiddenIn(sqs, QueueUrl, name, messages)));
    queues.push({ name, messages, reasons });
  }
  return queues;
}

/** Empties a queue of what can be received. */
async function* messagesOf(sqs: SQS, QueueUrl: string): AsyncGenerator<Message> {
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
      WaitTimeSeconds: 0,
    });
    if (Messages.length === 0) return;
    yield* Messages;
  }
}

/** What was received stays hidden; beyond that nothing may be in flight or delayed. */
async function hiddenIn(sqs: SQS, QueueUrl: string, name: string, received: number): Promise<string[]> {
  const { Attributes = {} } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
  const inFlight = Number(Attributes['ApproximateNumberOfMessagesNotVisible']) - received;
  const delayed = Number(Attributes['ApproximateNumberOfMessagesDelayed']);
  return inFlight === 0 && delayed === 0
    ? []
    : [`${name} hides ${inFlight} in flight and ${delayed} delayed`];
}

const keysOf = ({ Body }: Message): string[] =>
  eventsOfBody(lambdaEvent(Body)).map(({ key }) => decodeURIComponent(key));

/** A function's dead letter is the event that SNS gave it: its message is what S3 wrote. */
function lambdaEvent(body = ''): string {
  const { Records: [first] = [] } = JSON.parse(body) as { Records?: { Sns?: { Message: string } }[] };
  return first?.Sns?.Message ?? body;
}

/** Why a message is a dead letter; nothing when there is no good reason for it. */
function reasonOf(
  message: Message,
  keys: readonly string[],
  poison: ReadonlySet<string>,
  lost: ReadonlyMap<string, number>,
): string | undefined {
  const told = message.MessageAttributes?.['ErrorMessage']?.StringValue;
  if (told?.endsWith('signal: killed') === true) return 'the last try of the function was killed';
  if (keys.length > 0 && keys.every((key) => poison.has(key))) return told;
  if ((lost.get(message.MessageId ?? '') ?? 0) >= MOST_RECEIVES) return 'every deletion was lost';
  return undefined;
}
