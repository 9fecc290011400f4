/**
 * The dashboard's picture of a cloud: a pure fold over events, bounded in size. Components draw it and nothing else.
 *
 * A batch of events is folded at once, so that a thousand a second cost ten copies of the tables, not a thousand.
 */
import type { JournalEntry } from '#aws';
import type { CloudStatus } from '../control-client.ts';
import type { DashboardEvent, EmulatedTime, WallTime } from './events.ts';
import { counted, kept, movedTo, NO_SECONDS, type PerSecond } from './window.ts';
import { costOf, NO_COST, type CostNow } from './cost-now.ts';
import { loadRunAfter, loadRunAt, type LoadRun } from './load-run.ts';
import { NO_STORAGE, storageAfter, type StorageHistory } from './storage-history.ts';

export interface OperationTraffic {
  /** `s3 PutObject` */
  readonly name: string;
  readonly count: number;
  readonly errors: number;
  /** Wall milliseconds of the newest calls. */
  readonly durations: readonly number[];
  readonly perSecond: PerSecond;
}

interface PipelineCounts {
  readonly uploads: number;
  readonly events: number;
  readonly invocations: number;
  readonly failures: number;
  /** Invocations and deliveries that were tried once more. */
  readonly retries: number;
  /** Requests of functions that failed, for telling their retries, newest last. */
  readonly failed: readonly string[];
  readonly coldStarts: number;
  readonly messages: number;
  readonly deadLetters: number;
  readonly outputs: number;
  /** Emulated milliseconds from an upload to the end of a function that it brought about, newest last. */
  readonly lags: readonly number[];
}

interface CdnCounts {
  /** Hits and all requests by edge location: `FRA60-P6`. */
  readonly places: ReadonlyMap<string, { readonly hits: number; readonly requests: number }>;
  /** Hits of Origin Shields; they are among the misses of the places. */
  readonly shieldHits: number;
}

export interface Model {
  readonly status: CloudStatus | undefined;
  readonly now: EmulatedTime;
  readonly traffic: PerSecond;
  readonly errors: PerSecond;
  readonly operations: ReadonlyMap<string, OperationTraffic>;
  readonly pipeline: PipelineCounts;
  readonly cdn: CdnCounts;
  /** The load test under way, if any. */
  readonly load: LoadRun | undefined;
  readonly storage: StorageHistory;
  readonly cost: CostNow;
  /** The newest entries by number. */
  readonly entries: ReadonlyMap<number, JournalEntry>;
  /** Numbers of the requests from outside, newest last. */
  readonly journeys: readonly number[];
  readonly lastSeq: number;
  /** Whether the picture holds what happened before the dashboard began. */
  readonly caughtUp: boolean;
  /** Since when the cloud has not answered, and why; `undefined` while it does. */
  readonly lost: { readonly since: WallTime; readonly why: string } | undefined;
}

const KEPT_ENTRIES = 4_000;
const KEPT_JOURNEYS = 200;
const KEPT_FAILURES = 100;

export const EMPTY_MODEL: Model = {
  status: undefined,
  now: 0,
  traffic: NO_SECONDS,
  errors: NO_SECONDS,
  operations: new Map(),
  pipeline: {
    uploads: 0,
    events: 0,
    invocations: 0,
    failures: 0,
    retries: 0,
    failed: [],
    coldStarts: 0,
    messages: 0,
    deadLetters: 0,
    outputs: 0,
    lags: [],
  },
  cdn: { places: new Map(), shieldHits: 0 },
  load: undefined,
  storage: NO_STORAGE,
  cost: NO_COST,
  entries: new Map(),
  journeys: [],
  lastSeq: 0,
  caughtUp: false,
  lost: undefined,
};

/**
 * The model after a batch of events.
 *
 * @param wall the time of the frame, to which the rates of the last seconds move on
 */
export function fold(model: Model, events: readonly DashboardEvent[], wall: WallTime): Model {
  const draft = {
    ...model,
    operations: new Map(model.operations),
    cdn: { ...model.cdn, places: new Map(model.cdn.places) },
    entries: new Map(model.entries),
    pipeline: { ...model.pipeline },
    journeys: [...model.journeys],
  };
  for (const event of events) apply(draft, event);
  for (const seq of draft.entries.keys()) {
    if (draft.entries.size <= KEPT_ENTRIES) break;
    draft.entries.delete(seq);
  }
  draft.journeys = draft.journeys.slice(-KEPT_JOURNEYS);
  draft.traffic = movedTo(draft.traffic, wall);
  draft.errors = movedTo(draft.errors, wall);
  draft.load = loadRunAt(draft.load, wall);
  return draft;
}

/** A fact that is a text; nothing of any other kind. */
const wordOf = (fact: unknown): string => (typeof fact === 'string' ? fact : '');

type Writable<T> = { -readonly [K in keyof T]: T[K] };
interface Draft extends Omit<Writable<Model>, 'operations' | 'cdn' | 'entries' | 'journeys' | 'pipeline'> {
  readonly operations: Map<string, OperationTraffic>;
  readonly cdn: Writable<CdnCounts> & {
    readonly places: Map<string, { readonly hits: number; readonly requests: number }>;
  };
  readonly entries: Map<number, JournalEntry>;
  journeys: number[];
  readonly pipeline: Writable<PipelineCounts>;
}

function apply(draft: Draft, event: DashboardEvent): void {
  switch (event.kind) {
    case 'entry':
      if (draft.entries.has(event.entry.seq)) return;
      takeEntry(draft, event.entry, event.heard);
      break;
    case 'status':
      draft.status = event.status;
      draft.lost = undefined;
      draft.now = Math.max(draft.now, Date.parse(event.status.clock.now));
      break;
    case 'usage':
      draft.storage = storageAfter(draft.storage, event.usage, event.at);
      draft.cost = costOf(draft.cost, event.usage, event.at, draft.pipeline.uploads);
      break;
    case 'lost':
      draft.lost ??= { since: event.heard, why: event.why };
      break;
    case 'caught-up':
      draft.caughtUp = true;
      break;
  }
}

function takeEntry(draft: Draft, entry: JournalEntry, heard: WallTime): void {
  draft.entries.set(entry.seq, entry);
  draft.lastSeq = Math.max(draft.lastSeq, entry.seq);
  draft.now = Math.max(draft.now, entry.at);
  const { pipeline } = draft;
  if (Number(entry['attempt']) > 1) pipeline.retries += 1;
  switch (entry.type) {
    case 'call':
      takeCall(draft, entry, heard);
      break;
    case 's3.event':
      pipeline.events += 1;
      break;
    case 'lambda.invocation':
      takeInvocation(draft, entry);
      break;
    case 'sqs.message':
      pipeline.messages += 1;
      break;
    case 'sqs.dead-letter':
      pipeline.deadLetters += 1;
      break;
    case 'load.progress':
      draft.load = loadRunAfter(draft.load, entry, heard);
      break;
    case 'cdn.request':
      takeCdnRequest(draft, entry);
      break;
  }
}

function takeInvocation({ pipeline, entries }: Draft, entry: JournalEntry): void {
  pipeline.invocations += 1;
  if (entry['coldStart'] === true) pipeline.coldStarts += 1;
  const request = wordOf(entry['requestId']);
  if (pipeline.failed.includes(request)) pipeline.retries += 1;
  if (entry['error'] !== undefined) {
    pipeline.failures += 1;
    pipeline.failed = [...pipeline.failed, request].slice(-KEPT_FAILURES);
    return;
  }
  const root = rootOf(entries, entry);
  if (isUpload(root)) pipeline.lags = kept(pipeline.lags, Math.max(0, entry.at - root.at));
}

const WRITES = new Set(['PutObject', 'PostObject', 'CompleteMultipartUpload', 'CopyObject']);

/** Calls that wait for work rather than bring any. */
const POLLS = new Set(['sqs ReceiveMessage']);

const isWrite = (entry: JournalEntry): boolean =>
  entry['service'] === 's3' && WRITES.has(String(entry['operation']));
const isUpload = (entry: JournalEntry): boolean =>
  entry.type === 'call' && entry.cause === 0 && isWrite(entry);

function takeCall(draft: Draft, entry: JournalEntry, heard: WallTime): void {
  const name = `${String(entry['service'])} ${String(entry['operation'])}`;
  const failed = Number(entry['status']) >= 400;
  const before = draft.operations.get(name);
  draft.operations.set(name, {
    name,
    count: (before?.count ?? 0) + 1,
    errors: (before?.errors ?? 0) + (failed ? 1 : 0),
    durations: kept(before?.durations ?? [], entry.duration ?? 0),
    perSecond: counted(before?.perSecond ?? NO_SECONDS, heard),
  });
  draft.traffic = counted(draft.traffic, heard);
  if (failed) draft.errors = counted(draft.errors, heard);
  if (entry.cause === 0 && !POLLS.has(name)) draft.journeys.push(entry.seq);
  if (failed || !isWrite(entry)) return;
  if (entry.cause === 0) draft.pipeline.uploads += 1;
  else draft.pipeline.outputs += 1;
}

/** The entry from outside that an entry goes back to, as far as entries are kept. */
function rootOf(entries: ReadonlyMap<number, JournalEntry>, entry: JournalEntry): JournalEntry {
  let root = entry;
  for (let cause = entries.get(root.cause); cause !== undefined; cause = entries.get(root.cause))
    root = cause;
  return root;
}

function takeCdnRequest({ cdn, journeys }: Draft, entry: JournalEntry): void {
  const place = wordOf(entry['pop']) || 'edge';
  const { hits, requests } = cdn.places.get(place) ?? { hits: 0, requests: 0 };
  const isHit = wordOf(entry['result']).endsWith('Hit');
  if (wordOf(entry['detail']) === 'OriginShieldHit') cdn.shieldHits += 1;
  cdn.places.set(place, { hits: hits + (isHit ? 1 : 0), requests: requests + 1 });
  journeys.push(entry.seq);
}

/** A journey's entries, as far as they are kept. */
export function journeyOf({ entries }: Model, root: number): readonly JournalEntry[] {
  const members = new Set([root]);
  return [...entries.values()]
    .toSorted((a, b) => a.seq - b.seq)
    .filter(({ seq, cause }) => {
      if (seq !== root && !members.has(cause)) return false;
      members.add(seq);
      return true;
    });
}
