/** The function behind the repair queue. What it cannot repair goes back into the queue, message by message. */
import { imageApiOptions } from './configuration.ts';
import type { ImageApiOptions } from './configuration.ts';
import { completeRepair, readRepair } from './repairs.ts';

interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export async function repairImages(
  options: Pick<ImageApiOptions, 'bucket' | 'documents' | 's3' | 'table'>,
  { Records }: QueueEvent,
): Promise<BatchAnswer> {
  const failed: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of Records) {
    try {
      await completeRepair(options, readRepair(body));
    } catch (error) {
      console.error(error);
      failed.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures: failed };
}

/** The Lambda entry point. */
export const handler = (event: QueueEvent): Promise<BatchAnswer> => repairImages(imageApiOptions(), event);
