/** k6's samples (`--out json`, one JSON object a line) folded into seconds, while they arrive. */
import { Latencies } from './latencies.ts';

export interface Second {
  /** Seconds after the first sample. */
  readonly at: number;
  readonly iterations: number;
  readonly failures: number;
  readonly dropped: number;
  /** Request latencies by step. */
  readonly steps: ReadonlyMap<string, Latencies>;
}

interface Point {
  readonly metric: string;
  readonly type: string;
  readonly data: {
    readonly time: string;
    readonly value: number;
    readonly tags: Readonly<Record<string, string>>;
  };
}

interface OpenSecond {
  iterations: number;
  failures: number;
  dropped: number;
  readonly steps: Map<string, Latencies>;
}

/** Most lines are of metrics that nobody asks for: they are told by how they begin, and not parsed. */
const WANTED = /^\{"metric":"(?:http_req_duration|http_req_failed|iterations|dropped_iterations)"/;

export class Timeline {
  readonly #seconds = new Map<number, OpenSecond>();
  #iterations = 0;

  /** Iterations that ended so far. */
  get iterations(): number {
    return this.#iterations;
  }

  /** Takes one line of k6's output; lines that are no samples are passed over. */
  add(line: string): void {
    if (!WANTED.test(line)) return;
    const { metric, type, data } = JSON.parse(line) as Point;
    if (type !== 'Point') return;
    const second = this.#at(Math.floor(Date.parse(data.time) / 1_000));
    if (metric === 'iterations') {
      second.iterations += data.value;
      this.#iterations += data.value;
    } else if (metric === 'dropped_iterations') second.dropped += data.value;
    else if (metric === 'http_req_failed') second.failures += data.value;
    else latenciesOf(second, data.tags['name'] ?? 'unnamed').add(data.value);
  }

  /** Every second from the first sample to the last, those without samples too. */
  seconds(): readonly Second[] {
    if (this.#seconds.size === 0) return [];
    const known = [...this.#seconds.keys()];
    const first = known.reduce((a, b) => Math.min(a, b));
    const last = known.reduce((a, b) => Math.max(a, b));
    return Array.from({ length: last - first + 1 }, (_, at) => ({
      ...(this.#seconds.get(first + at) ?? emptySecond()),
      at,
    }));
  }

  #at(time: number): OpenSecond {
    const known = this.#seconds.get(time);
    if (known !== undefined) return known;
    const second = emptySecond();
    this.#seconds.set(time, second);
    return second;
  }
}

const emptySecond = (): OpenSecond => ({ iterations: 0, failures: 0, dropped: 0, steps: new Map() });

function latenciesOf({ steps }: OpenSecond, step: string): Latencies {
  const known = steps.get(step);
  if (known !== undefined) return known;
  const latencies = new Latencies();
  steps.set(step, latencies);
  return latencies;
}
