/**
 * k6's samples (`--out json`, one JSON object a line) folded into windows of time, while they arrive. There are at most
 * some hundred windows, so that an hour takes no more memory than a minute.
 */
import { Latencies } from './latencies.ts';

export interface Window {
  /** Seconds after the first sample. */
  readonly at: number;
  readonly iterations: number;
  readonly requests: number;
  readonly failures: number;
  readonly dropped: number;
  /** Request latencies by step. */
  readonly steps: ReadonlyMap<string, Latencies>;
  /** The CDN's answers by region: all, and those from a cache. */
  readonly regions: ReadonlyMap<string, { readonly all: number; readonly hits: number }>;
  readonly toThumbnail: Latencies;
  /** From S3's event to whoever takes it, as the cloud's journal or a reader of the queue tells. */
  readonly eventLag: Latencies;
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

class OpenWindow {
  iterations = 0;
  requests = 0;
  failures = 0;
  dropped = 0;
  readonly steps = new Map<string, Latencies>();
  readonly regions = new Map<string, { all: number; hits: number }>();
  readonly toThumbnail = new Latencies();
  readonly eventLag = new Latencies();

  take({ metric, data: { value, tags } }: Point): void {
    if (metric === 'iterations') this.iterations += value;
    else if (metric === 'dropped_iterations') this.dropped += value;
    else if (metric === 'http_req_failed') this.failures += value;
    else if (metric === 'time_to_thumbnail') this.toThumbnail.add(value);
    else if (metric === 'event_lag') this.eventLag.add(value);
    else if (metric === 'cdn_hit') this.#hit(tags['region'] ?? '', value);
    else {
      this.requests += 1;
      this.#step(tags['name'] ?? 'unnamed').add(value);
    }
  }

  #step(name: string): Latencies {
    const known = this.steps.get(name) ?? new Latencies();
    this.steps.set(name, known);
    return known;
  }

  #hit(region: string, value: number): void {
    const { all, hits } = this.regions.get(region) ?? { all: 0, hits: 0 };
    this.regions.set(region, { all: all + 1, hits: hits + value });
  }
}

/** Most lines are of metrics that nobody asks for: they are told by how they begin, and not parsed. */
const WANTED =
  /^\{"metric":"(?:http_req_duration|http_req_failed|iterations|dropped_iterations|time_to_thumbnail|event_lag|cdn_hit)"/;

const MOST_WINDOWS = 120;

export class Timeline {
  readonly #windows = new Map<number, OpenWindow>();
  /** Milliseconds of a window: whole seconds. */
  readonly width: number;
  #iterations = 0;
  #failures = 0;
  #dropped = 0;
  readonly #steps = new Map<string, Latencies>();

  /** @param seconds that the run is to last */
  constructor(seconds: number) {
    this.width = Math.max(1, Math.ceil(seconds / MOST_WINDOWS)) * 1_000;
  }

  /** Iterations that ended, requests that failed and iterations that could not begin, so far. */
  get totals(): { readonly iterations: number; readonly failures: number; readonly dropped: number } {
    return { iterations: this.#iterations, failures: this.#failures, dropped: this.#dropped };
  }

  /** Takes one line of k6's output; lines that are no samples are passed over. */
  add(line: string): void {
    if (!WANTED.test(line)) return;
    const point = JSON.parse(line) as Point;
    if (point.type !== 'Point') return;
    const { metric, data } = point;
    this.#at(Date.parse(data.time)).take(point);
    if (metric === 'iterations') this.#iterations += data.value;
    else if (metric === 'http_req_failed') this.#failures += data.value;
    else if (metric === 'dropped_iterations') this.#dropped += data.value;
    else if (metric === 'http_req_duration') this.#addStep(data.tags['name'] ?? 'unnamed', data.value);
  }

  /** Takes a lag that the cloud's journal tells of. */
  addLag(at: number, milliseconds: number): void {
    this.#at(at).eventLag.add(milliseconds);
  }

  /** Milliseconds of each step over the whole run so far. */
  steps(): readonly { readonly name: string; readonly p50: number; readonly p95: number }[] {
    return [...this.#steps].map(([name, latencies]) => ({
      name,
      p50: latencies.percentile(0.5),
      p95: latencies.percentile(0.95),
    }));
  }

  #addStep(name: string, milliseconds: number): void {
    const latencies = this.#steps.get(name) ?? new Latencies();
    latencies.add(milliseconds);
    this.#steps.set(name, latencies);
  }

  /** When the first window begins, in milliseconds since the epoch. */
  get start(): number {
    return this.#first() * this.width;
  }

  /** Every window from the first sample to the last, those without samples too. */
  windows(): readonly Window[] {
    if (this.#windows.size === 0) return [];
    const first = this.#first();
    const last = [...this.#windows.keys()].reduce((a, b) => Math.max(a, b));
    return Array.from({ length: last - first + 1 }, (_, index) =>
      Object.assign(this.#windows.get(first + index) ?? new OpenWindow(), {
        at: (index * this.width) / 1_000,
      }),
    );
  }

  #first(): number {
    return [...this.#windows.keys()].reduce((a, b) => Math.min(a, b), Infinity);
  }

  #at(time: number): OpenWindow {
    const number = Math.floor(time / this.width);
    const known = this.#windows.get(number) ?? new OpenWindow();
    this.#windows.set(number, known);
    return known;
  }
}
