/** Entries of PutEvents. What is wrong with one entry is said in its place in the answer; the others go on. */
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from '../../kernel/ports.ts';
import type { Instant } from '../../kernel/instant.ts';

export interface EntryFault {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** The size that counts against the limit of a request, in bytes (API reference "Calculating PutEvents entry size"). */
export function entrySize(entry: PutEventsRequestEntry): number {
  const { Source = '', DetailType = '', Detail = '', Resources = [] } = entry;
  const texts = [Source, DetailType, Detail, ...Resources];
  const time = entry.Time === undefined ? 0 : 14;
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), time);
}

/** @param now the entry's time when it names none */
export function readEntry(entry: PutEventsRequestEntry, now: Instant): BusEvent | EntryFault {
  const {
    Source: source,
    DetailType: detailType,
    Detail: detail,
    Resources: resources = [],
    Time: time,
  } = entry;
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name]) return invalid(name, `${name} is a required argument.`);
  }
  if (source!.startsWith('aws.')) {
    const ErrorMessage = `Not authorized for the source.`;
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage };
  }
  const document = parse(detail!);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  return {
    source: source!,
    detailType: detailType!,
    resources,
    detail: document,
    at: time?.getTime() ?? now,
  };
}

const invalid = (name: string, reason: string): EntryFault => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${name} is not valid. Reason: ${reason}`,
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
