/** One thing whose cost is worth knowing. */
export interface Benchmark {
  readonly name: string;
  /** Sets the scene, uncounted. */
  readonly prepare: () => Promise<Prepared>;
}

/**
 * Several ways to do the same, measured in one run, so that their ratios mean something on any machine. A file
 * `bench/<name>.bench.ts` exports a list of them as `comparisons`.
 */
export interface Comparison {
  readonly name: string;
  /** What the others are compared with. */
  readonly reference: Benchmark;
  readonly contenders: readonly Benchmark[];
  /** `Effort.warmUpOperations` of every party; none when absent. */
  readonly warmUpOperations?: number;
}

/**
 * Something whose size is worth knowing and that is no rate: memory, a share of a core. A file exports a list of them
 * as `figures`.
 */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** @param duration milliseconds to look for */
  readonly measure: (duration: number) => Promise<number>;
}

export interface Prepared extends AsyncDisposable {
  /** How many operations are under way at once; 1 when absent. */
  readonly concurrency?: number;
  /** How many of what the rate counts one operation stands for; 1 when absent. */
  readonly weight?: number;
  /** Milliseconds of CPU that what is measured has used so far, where that is the question. */
  readonly cpuTime?: () => number;
  /** The operation to repeat; `turn` counts from 0 and never repeats, so that no store sees the same bytes twice. */
  readonly operation: (turn: number, worker: number) => unknown;
}

export interface Measurement {
  readonly name: string;
  readonly operations: number;
  /** Operations per second of wall time, each counted with its weight. */
  readonly rate: number;
  /** Microseconds of wall time within which half, and 99 of 100, of the operations ended. */
  readonly p50: number;
  readonly p99: number;
  /** Part of one core that was used meanwhile, where the scene can tell. */
  readonly cpu: number | undefined;
}

export interface Compared extends Measurement {
  /** Rate as a part of the reference's; 1 for the reference itself. */
  readonly ratio: number;
}

export interface Effort {
  /** Milliseconds before counting starts, and while it lasts. */
  readonly warmUp: number;
  readonly duration: number;
  /**
   * Operations before counting starts, which takes longer than `warmUp` for them if it must, but no longer than
   * `LONGEST_WARM_UP`. What is measured is then a server whose code V8 has compiled, which by time alone a fast party
   * is and a slow one is not.
   */
  readonly warmUpOperations?: number;
}

/** Milliseconds. */
const LONGEST_WARM_UP = 5_000;

/** Rounds in which the parties take turns: what disturbs the machine then disturbs all of them. */
const ROUNDS = 3;

/** Measures a comparison's parties in turns and relates their best rounds. */
export async function compare(comparison: Comparison, effort: Effort): Promise<readonly Compared[]> {
  const parties = [comparison.reference, ...comparison.contenders];
  const best = new Map<string, Measurement>();
  const share = {
    warmUp: effort.warmUp / ROUNDS,
    duration: effort.duration / ROUNDS,
    // Not shared: every round begins with new servers.
    warmUpOperations: comparison.warmUpOperations ?? 0,
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const party of parties) {
      const measurement = await measure(party, share);
      const before = best.get(party.name);
      if (before === undefined || measurement.rate > before.rate) best.set(party.name, measurement);
    }
  }
  const reference = best.get(comparison.reference.name)!.rate;
  return [...best.values()].map((measurement) => ({ ...measurement, ratio: measurement.rate / reference }));
}

/** Repeats a benchmark's operation, first to warm up, then counted. */
export async function measure(
  { name, prepare }: Benchmark,
  { warmUp, duration, warmUpOperations = 0 }: Effort,
): Promise<Measurement> {
  await using scene = await prepare();
  const turns = { next: 0 };
  const warmedUp = performance.now() + Math.max(warmUp, LONGEST_WARM_UP);
  await repeat(scene, turns, warmUp, () => turns.next < warmUpOperations && performance.now() < warmedUp);
  const cpuBefore = scene.cpuTime?.();
  const start = performance.now();
  const times = (await repeat(scene, turns, duration)).toSorted((a, b) => a - b);
  const elapsed = performance.now() - start;
  const cpuAfter = scene.cpuTime?.();
  return {
    name,
    operations: times.length,
    rate: ((times.length * (scene.weight ?? 1)) / elapsed) * 1_000,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    cpu: cpuAfter === undefined ? undefined : (cpuAfter - (cpuBefore ?? 0)) / elapsed,
  };
}

/**
 * Microseconds each operation took, of as many as begin within `duration` milliseconds: at least one.
 *
 * @param isShort whether it is to go on nevertheless
 */
async function repeat(
  scene: Prepared,
  turns: { next: number },
  duration: number,
  isShort: () => boolean = () => false,
): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + duration;
  const worker = async (_: unknown, index: number): Promise<void> => {
    do {
      const start = performance.now();
      await scene.operation(turns.next++, index);
      times.push((performance.now() - start) * 1_000);
    } while (performance.now() < end || isShort());
  };
  await Promise.all(Array.from({ length: scene.concurrency ?? 1 }, worker));
  return times;
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
