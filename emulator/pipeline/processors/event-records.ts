/**
 * S3 event notifications, however they arrive: straight from S3, through SNS, through SQS, or through SNS and then SQS,
 * and as EventBridge events. One reader, so that no consumer forgets that keys in notifications are form-encoded (a
 * space is `+`, a plus is `%2B`), that EventBridge's are not, and that S3 first sends a test event without records.
 *
 * Shapes: docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html and
 * …/ev-events.html, docs.aws.amazon.com/lambda/latest/dg/with-sns.html and …/with-sqs.html, read 2026-11-20.
 */

/** Something happened to an object. */
export interface ObjectEvent {
  /** `ObjectCreated:Put`, or EventBridge's `Object Created`. */
  readonly name: string;
  readonly bucket: string;
  /** Decoded. */
  readonly key: string;
  /** Bytes; absent for removals. */
  readonly size?: number;
  /** Without quotes; absent for removals. */
  readonly eTag?: string;
  /** Present on buckets with versioning. */
  readonly versionId?: string;
}

/** One unit of delivery: what fails together is delivered again together. */
export interface Delivery {
  /** The SQS message to report when it fails; absent for everything that has no message of its own. */
  readonly messageId?: string;
  /** Throws `MalformedEventError` when the content is no S3 event. */
  readonly read: () => readonly ObjectEvent[];
}

export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: unknown, where: string): unknown {
  if (typeof text !== 'string') throw new MalformedEventError(`${where} holds no text`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedEventError(`${where} holds no JSON: ${text.slice(0, 80)}`, { cause });
  }
}

/** Undoes the form encoding of keys in notifications. */
export function decodeEventKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch (cause) {
    throw new MalformedEventError(`the key is not form-encoded: ${key}`, { cause });
  }
}

function objectEvent(
  name: unknown,
  bucket: unknown,
  object: unknown,
  key: (raw: string) => string,
): ObjectEvent {
  if (!isObject(bucket) || !isObject(object)) throw new MalformedEventError('the record names no object');
  if (typeof bucket['name'] !== 'string' || typeof object['key'] !== 'string') {
    throw new MalformedEventError('the record names no bucket or no key');
  }
  const eTag = object['eTag'] ?? object['etag'];
  const versionId = object['versionId'] ?? object['version-id'];
  return {
    name: typeof name === 'string' ? name : '',
    bucket: bucket['name'],
    key: key(object['key']),
    ...(typeof object['size'] === 'number' ? { size: object['size'] } : {}),
    ...(typeof eTag === 'string' ? { eTag } : {}),
    ...(typeof versionId === 'string' ? { versionId } : {}),
  };
}

/** What is made of the key as a notification holds it. */
type KeyReading = (key: string) => string;

function fromRecord(record: unknown, readKey: KeyReading): ObjectEvent {
  if (!isObject(record) || !isObject(record['s3']))
    throw new MalformedEventError('the record is not from S3');
  const { s3 } = record;
  return objectEvent(record['eventName'], s3['bucket'], s3['object'], readKey);
}

/** Reads one S3 event document, after every envelope has been taken off. */
function fromDocument(document: unknown, readKey: KeyReading): readonly ObjectEvent[] {
  if (isObject(document)) {
    if (document['Event'] === 's3:TestEvent') return [];
    if (Array.isArray(document['Records'])) {
      return document['Records'].map((record) => fromRecord(record, readKey));
    }
    if (document['source'] === 'aws.s3' && isObject(document['detail'])) {
      const { detail } = document;
      return [objectEvent(document['detail-type'], detail['bucket'], detail['object'], (key) => key)];
    }
  }
  throw new MalformedEventError('the document is not an S3 event');
}

const isNotification = (value: unknown): value is Json =>
  isObject(value) && value['Type'] === 'Notification' && 'Message' in value;

/** An SQS body holds the S3 event itself (also with raw SNS delivery) or the SNS notification around it. */
function fromBody(body: unknown, readKey: KeyReading): readonly ObjectEvent[] {
  const document = parse(body, 'the message body');
  const event = isNotification(document) ? parse(document['Message'], 'the notification') : document;
  return fromDocument(event, readKey);
}

function fromLambdaRecord(record: unknown, readKey: KeyReading): Delivery {
  if (isObject(record) && record['eventSource'] === 'aws:sqs') {
    return { messageId: String(record['messageId']), read: () => fromBody(record['body'], readKey) };
  }
  if (isObject(record) && record['EventSource'] === 'aws:sns' && isObject(record['Sns'])) {
    const { Sns: notification } = record;
    return { read: () => fromDocument(parse(notification['Message'], 'the notification'), readKey) };
  }
  return { read: () => [fromRecord(record, readKey)] };
}

/** Splits what a Lambda function is called with into its deliveries. */
export function deliveriesOf(event: unknown, readKey: KeyReading = decodeEventKey): readonly Delivery[] {
  if (isObject(event) && Array.isArray(event['Records'])) {
    return event['Records'].map((record) => fromLambdaRecord(record, readKey));
  }
  return [{ read: () => fromDocument(event, readKey) }];
}

/** Reads the body of an SQS message that a worker has received by itself. */
export const eventsOfBody = (body: string | undefined): readonly ObjectEvent[] =>
  fromBody(body, decodeEventKey);

/** What a function answers to an SQS event source that asks for `ReportBatchItemFailures`. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export type ObjectEventHandler = (event: unknown) => Promise<BatchResponse>;

/**
 * A Lambda handler out of what is to be done with one object.
 *
 * Failures of SQS messages are answered as batch item failures, so that the good messages of a batch are not repeated; the
 * event source mapping must ask for them (`ReportBatchItemFailures`), or Lambda would take the answer for success. Every
 * other failure is thrown: Lambda then retries the invocation and in the end sends it to the dead-letter queue.
 */
export const objectEventHandler =
  (process: (event: ObjectEvent) => Promise<unknown>, readKey?: KeyReading): ObjectEventHandler =>
  async (event) => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    const thrown: Error[] = [];
    for (const { messageId, read } of deliveriesOf(event, readKey)) {
      try {
        for (const occurrence of read()) await process(occurrence);
      } catch (error) {
        if (messageId === undefined) thrown.push(error instanceof Error ? error : new Error(String(error)));
        else {
          console.error(error);
          batchItemFailures.push({ itemIdentifier: messageId });
        }
      }
    }
    const [first, second] = thrown;
    if (second !== undefined) throw new AggregateError(thrown, `${thrown.length} records failed`);
    if (first !== undefined) throw first;
    return { batchItemFailures };
  };
