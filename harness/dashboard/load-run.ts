/** A k6 run as its runner tells of it, once a second, through the cloud's journal. */
import type { JournalEntry } from '#aws';
import type { WallTime } from './events.ts';

interface StepLatency {
  readonly name: string;
  /** Milliseconds, as k6 saw them. */
  readonly p50: number;
  readonly p95: number;
}

export interface LoadRun {
  readonly journey: string;
  readonly profile: string;
  /** `running`, or the verdict. */
  readonly state: string;
  /** Seconds since it began, and of all of it. */
  readonly elapsed: number;
  readonly seconds: number;
  readonly iterations: number;
  readonly failures: number;
  readonly dropped: number;
  readonly steps: readonly StepLatency[];
  /** Iterations in each second so far, newest last. */
  readonly rates: readonly number[];
  readonly heard: WallTime;
}

const KEPT_SECONDS = 60;
/** How long a run that is over, or of which nothing more is heard, is still shown. */
const SHOWN_AFTER = 60_000;

/** The run after another word of it; another journey, or fewer iterations than before, is another run. */
export function loadRunAfter(before: LoadRun | undefined, entry: JournalEntry, heard: WallTime): LoadRun {
  const number = (name: string): number => (Number.isFinite(entry[name]) ? Number(entry[name]) : 0);
  const text = (name: string): string => (typeof entry[name] === 'string' ? entry[name] : '');
  const journey = text('journey');
  const iterations = number('iterations');
  const goes = before !== undefined && before.journey === journey && before.iterations <= iterations;
  const added = iterations - (goes ? before.iterations : 0);
  return {
    journey,
    profile: text('profile'),
    state: text('state'),
    elapsed: number('elapsed'),
    seconds: number('seconds'),
    iterations,
    failures: number('failures'),
    dropped: number('dropped'),
    steps: Array.isArray(entry['steps']) ? (entry['steps'] as readonly StepLatency[]) : [],
    rates: [...(goes ? before.rates : []), added].slice(-KEPT_SECONDS),
    heard,
  };
}

/** The run, unless it has been over or silent for a minute. */
export const loadRunAt = (run: LoadRun | undefined, wall: WallTime): LoadRun | undefined =>
  run === undefined || wall - run.heard > SHOWN_AFTER ? undefined : run;
