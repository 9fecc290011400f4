import type { PublishBatchInput, PublishBatchRequestEntry, PublishBatchResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { openTopic } from '../addressing.ts';
import { countPayload } from '../billing.ts';
import { authorizeKey } from '../encryption.ts';
import {
  batchEntryIdsNotDistinct,
  batchRequestTooLong,
  emptyBatchRequest,
  invalidBatchEntryId,
  tooManyEntries,
} from '../errors.ts';
import { readPublication } from '../publication.ts';
import type { Sns } from '../sns.ts';

const MOST_ENTRIES = 10;
const ID = /^[\w-]{1,80}$/;

/** What is wrong with one entry refuses the whole batch (recorded 2023-08-24), so `Failed` is always empty. */
export const publishBatch: Operation<Sns, PublishBatchInput, PublishBatchResponse> = (sns, input, call) => {
  const topic = openTopic(sns, input.TopicArn, 'sns:Publish', call);
  const entries = input.PublishBatchRequestEntries ?? [];
  checkEntries(entries);
  const publications = entries.map((entry) => readPublication(topic, entry));
  const bytes = publications.reduce((sum, { size }) => sum + size, 0);
  if (bytes > topic.maximumMessageSize) throw batchRequestTooLong();
  authorizeKey(call.kernel, topic, call.principal, call.seq);
  countPayload(call, topic.name, bytes);
  const Successful = sns.kernel.store.transact(() =>
    publications.map((publication, at) => {
      const { messageId, sequence } = sns.publish(topic, publication, call.seq, call.now);
      return {
        Id: entries[at]!.Id,
        MessageId: messageId,
        ...(sequence !== undefined && { SequenceNumber: sequence }),
      };
    }),
  );
  return { Successful, Failed: [] };
};

function checkEntries(entries: readonly PublishBatchRequestEntry[]): void {
  if (entries.length === 0) throw emptyBatchRequest();
  if (entries.length > MOST_ENTRIES) throw tooManyEntries();
  if (entries.some(({ Id: id = '' }) => !ID.test(id))) throw invalidBatchEntryId();
  if (new Set(entries.map(({ Id: id }) => id)).size < entries.length) throw batchEntryIdsNotDistinct();
}
