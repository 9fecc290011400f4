/**
 * Repairs: changes of which one half failed, bytes or item, to be completed later. Each is a message in a queue; a
 * repair can be done any number of times, and one that fails comes back until its queue gives up on it.
 */
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ImageApiOptions } from './configuration.ts';
import { deleteItem, getItem } from './image-items.ts';

export interface Repair {
  /** `delete`: bytes and item are to go. `discard`: the bytes are to go, unless an item names them. */
  readonly action: 'delete' | 'discard';
  readonly image_id: string;
  readonly s3_key: string;
}

export type RequestRepair = (repair: Repair) => Promise<void>;

/** Puts repairs into the queue of that name. */
export function repairQueue(sqs: SQSClient, name: string): RequestRepair {
  let url: Promise<string | undefined> | undefined;
  const look = async () => (await sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
  return async (repair) => {
    url ??= look();
    // A look-up that failed is made again for the next repair.
    const QueueUrl = await url.catch((error: unknown) => {
      url = undefined;
      throw error;
    });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(repair) }));
  };
}

/** Completes a change. */
export async function completeRepair(
  options: Pick<ImageApiOptions, 'bucket' | 'documents' | 's3' | 'table'>,
  { action, image_id, s3_key }: Repair,
): Promise<void> {
  const item = await getItem(options, image_id);
  const isNamed = item?.s3_key === s3_key;
  if (action === 'discard' && isNamed) return;
  await options.s3.send(new DeleteObjectCommand({ Bucket: options.bucket, Key: s3_key }));
  if (isNamed) await deleteItem(options, image_id);
}

/** The message's repair. Throws when it is none. */
export function readRepair(body: string): Repair {
  const { action, image_id, s3_key } = JSON.parse(body) as Partial<Repair>;
  if ((action !== 'delete' && action !== 'discard') || !image_id || !s3_key) {
    throw new Error(`the message holds no repair: ${body.slice(0, 80)}`);
  }
  return { action, image_id, s3_key };
}
