/**
 * What the three batch operations have in common: the form of a batch, and an answer that tells for each entry how it
 * went. An entry that is refused does not keep the others from being carried out.
 */
import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '../../kernel/aws-error.ts';
import {
  batchEntryIdsNotDistinct,
  emptyBatchRequest,
  invalidBatchEntryId,
  tooManyEntries,
} from './errors.ts';

interface Entry {
  readonly Id: string | undefined;
}

const MOST_ENTRIES = 10;
const ID = /^[\w-]{1,80}$/;

/** @throws AwsError EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct */
export function checkBatch(entries: readonly Entry[] | undefined, entryName: string): void {
  if (entries === undefined || entries.length === 0) throw emptyBatchRequest(entryName);
  if (entries.length > MOST_ENTRIES) throw tooManyEntries(MOST_ENTRIES, entries.length);
  const seen = new Set<string>();
  for (const { Id: id = '' } of entries) {
    if (!ID.test(id)) throw invalidBatchEntryId();
    if (seen.has(id)) throw batchEntryIdsNotDistinct(id);
    seen.add(id);
  }
}

/** Carries out each entry and sorts the results. */
export function each<E extends Entry, R>(
  entries: readonly E[],
  carryOut: (entry: E) => R,
): { Successful: R[]; Failed: BatchResultErrorEntry[] } {
  const Successful: R[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    try {
      Successful.push(carryOut(entry));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { code, queryCode = code, message, fault } = error;
      Failed.push({ Id: entry.Id, SenderFault: fault === 'Sender', Code: queryCode, Message: message });
    }
  }
  return { Successful, Failed };
}
