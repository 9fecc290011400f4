/** One thing whose cost is worth knowing. A file `bench/<name>.bench.ts` exports one as `benchmark`. */
export interface Benchmark {
  readonly name: string;
  /** Sets the scene, uncounted. */
  readonly prepare: () => Promise<Prepared>;
}

export interface Prepared extends AsyncDisposable {
  /** How many operations are under way at once; 1 when absent. */
  readonly concurrency?: number;
  /** The operation to repeat; `turn` counts from 0 and never repeats, so that no store sees the same bytes twice. */
  readonly operation: (turn: number) => unknown;
}

export interface Measurement {
  readonly name: string;
  readonly operations: number;
  /** Operations per second of wall time. */
  readonly rate: number;
  /** CPU microseconds per operation, user and system, of the whole process: client and server together. */
  readonly cpu: number;
  /** Microseconds of wall time within which half, and 99 of 100, of the operations ended. */
  readonly p50: number;
  readonly p99: number;
}

export interface Effort {
  /** Milliseconds before counting starts, and while it lasts. */
  readonly warmUp: number;
  readonly duration: number;
}

/** Repeats a benchmark's operation, first to warm up, then counted. */
export async function measure(
  { name, prepare }: Benchmark,
  { warmUp, duration }: Effort,
): Promise<Measurement> {
  await using scene = await prepare();
  const turns = { next: 0 };
  await repeat(scene, turns, warmUp);
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const times = (await repeat(scene, turns, duration)).toSorted((a, b) => a - b);
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    name,
    operations: times.length,
    rate: (times.length / elapsed) * 1_000,
    cpu: (user + system) / times.length,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
}

/** Microseconds each operation took, of as many as begin within `duration` milliseconds: at least one. */
async function repeat(scene: Prepared, turns: { next: number }, duration: number): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + duration;
  const worker = async (): Promise<void> => {
    do {
      const start = performance.now();
      await scene.operation(turns.next++);
      times.push((performance.now() - start) * 1_000);
    } while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: scene.concurrency ?? 1 }, worker));
  return times;
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
