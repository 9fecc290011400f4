/**
 * Does again what a transcript tells of, on any target: under names of its own, signed with that target's keys; and holds
 * each answer against the one that was recorded.
 */
import type { Time } from '../time.ts';
import type { Target } from '../targets/target.ts';
import { differences, type Difference } from '../wire/differences.ts';
import { normalExchange } from '../wire/normal-exchange.ts';
import { Symbols } from '../wire/symbols.ts';
import { sendSigned } from './send-signed.ts';
import type { RecordedExchange, Transcript } from './transcript.ts';

interface ReplayedDifference {
  /** Counted from 1. */
  readonly exchange: number;
  /** `PUT /{name photos}/a.jpg` */
  readonly request: string;
  /** `one` is what was recorded. */
  readonly differences: readonly Difference[];
}

export interface Replay {
  readonly replayed: number;
  /** Exchanges that no transcript can repeat, with the reason. */
  readonly skipped: readonly { readonly exchange: number; readonly reason: string }[];
  readonly differing: readonly ReplayedDifference[];
}

/** What was polled for is waited for so long. */
const WITHIN = 10_000;

/** The pipeline that a transcript stands on, as it stands on the target. */
export interface Standing {
  /** What its parts are called, by their place in its configuration. */
  readonly names: Readonly<Record<string, string>>;
  /** Milliseconds that what was asked for may take to be as it was recorded. */
  readonly patience: (exchange: RecordedExchange) => number;
}

let replays = 0;

/** @param target whose time passes by itself: a poll that waits for something to come is answered by nobody else */
export async function replay(
  transcript: Transcript,
  target: Pick<Target, 'accountId' | 'clients' | 'connection' | 'region' | 'run' | 'time'>,
  { names: standing, patience }: Standing = { names: {}, patience: () => WITHIN },
): Promise<Replay> {
  const { accountId, connection, region, run, time } = target;
  const { endpoint } = connection;
  const surroundings = { accountId, region, host: endpoint === undefined ? '' : new URL(endpoint).host };
  const symbols = new Symbols(surroundings, standing);
  replays += 1;
  let names = 0;
  const named = (stem: string): string => `${stem}-${run}${replays.toString(36)}x${(names++).toString(36)}`;
  const restore = (text: string): string => symbols.restore(text, named);

  const asking = (exchange: RecordedExchange): (() => Promise<readonly Difference[]>) => {
    const request = restored(exchange, restore);
    const forget = symbols.mark();
    const missing = /\{[A-Za-z][^{}"]*\}/.exec(
      `${request.target} ${Object.values(request.headers).join(' ')}`,
    );
    const unknown = missing?.map((one) => ({ place: 'request', one, other: 'given by no answer before' }));
    return async () => {
      if (unknown !== undefined) return unknown;
      // Of an answer that did not count, nothing has a number.
      forget();
      const answered = await sendSigned(request, target);
      return differences(exchange.response, normalExchange(answered, symbols).response);
    };
  };
  const differing: ReplayedDifference[] = [];
  const skipped: { exchange: number; reason: string }[] = [];
  for (const [index, exchange] of transcript.exchanges.entries()) {
    if (exchange.notReplayable !== undefined) {
      skipped.push({ exchange: index + 1, reason: exchange.notReplayable });
      continue;
    }
    const within = exchange.repeated === true ? patience(exchange) : 0;
    const found = await lastDifferences(asking(exchange), within, time);
    if (found.length === 0) continue;
    differing.push({
      exchange: index + 1,
      request: `${exchange.method} ${exchange.target}`,
      differences: found,
    });
  }
  return { replayed: transcript.exchanges.length - skipped.length, skipped, differing };
}

/** Asks until nothing differs, or for so many milliseconds; what differed last. */
async function lastDifferences(
  ask: () => Promise<readonly Difference[]>,
  within: number,
  { eventually }: Pick<Time, 'eventually'>,
): Promise<readonly Difference[]> {
  let found: readonly Difference[] = [];
  const holds = async (): Promise<true> => {
    found = await ask();
    if (found.length > 0) throw DIFFERENT;
    return true;
  };
  try {
    await eventually(holds, { within });
  } catch (error) {
    if (error !== DIFFERENT) throw error;
  }
  return found;
}

const DIFFERENT = new Error('what was waited for is not as it was recorded');

/** A recorded request with values in place of symbols. */
export interface RestoredRequest {
  readonly method: string;
  readonly target: string;
  readonly signing: RecordedExchange['signing'];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Whether the body is another than the recorded one, so that its checksums are too. */
  readonly changed: boolean;
}

function restored(
  { method, target, signing, request: { headers, body } }: RecordedExchange,
  restore: (text: string) => string,
): RestoredRequest {
  const text = 'text' in body ? body.text : undefined;
  const own = text === undefined ? undefined : restore(text);
  return {
    method,
    target: restore(target),
    signing,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, restore(value)])),
    body: Buffer.from(
      own ?? ('base64' in body ? (body.base64 ?? '') : ''),
      own === undefined ? 'base64' : 'utf8',
    ),
    changed: own !== text,
  };
}
