/**
 * Who on this machine takes how much of its processors, from /proc: a process alone, or what it started.
 *
 * Gap: systems without /proc tell nothing, and nothing is then said of what was saturated.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Ticks of processor time per second: a constant of Linux on all machines that Node runs on. */
const TICKS = 100;

interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  /** Seconds of processor time. */
  readonly seconds: number;
}

/** Seconds of processor time by part. */
export interface ProcessorTime {
  readonly cloud: number;
  /** Processes that run the cloud's functions. */
  readonly functions: number;
  readonly k6: number;
  /** This process: the image API, the analysis worker, and reading what k6 measures. */
  readonly beside: number;
  /** Everything else on this machine. */
  readonly others: number;
}

export const PARTS = [
  'cloud',
  'functions',
  'k6',
  'beside',
  'others',
] as const satisfies readonly (keyof ProcessorTime)[];

/** Nothing where the system does not tell. */
export function processorTime(cloud: number | undefined, k6: number | undefined): ProcessorTime | undefined {
  const all = processes();
  if (all === undefined) return undefined;
  const of = (pid: number | undefined): number => all.find((each) => each.pid === pid)?.seconds ?? 0;
  const ours = {
    cloud: of(cloud),
    functions: cloud === undefined ? 0 : below(all, cloud),
    k6: of(k6),
    beside: of(process.pid),
  };
  const known = ours.cloud + ours.functions + ours.k6 + ours.beside;
  return { ...ours, others: busySeconds() - known };
}

/**
 * Processors that each part took between two looks. A process that has ended meanwhile has taken its time with it: that
 * is nothing that it took, and nothing that others did.
 *
 * @param seconds of wall time between them
 */
export function sharesOf(before: ProcessorTime, now: ProcessorTime, seconds: number): ProcessorTime {
  const spent = (part: keyof ProcessorTime): number => Math.max(0, now[part] - before[part]);
  const [cloud, functions, k6, beside] = [spent('cloud'), spent('functions'), spent('k6'), spent('beside')];
  const others = Math.max(0, busy(now) - busy(before) - cloud - functions - k6 - beside);
  return {
    cloud: cloud / seconds,
    functions: functions / seconds,
    k6: k6 / seconds,
    beside: beside / seconds,
    others: others / seconds,
  };
}

const busy = (time: ProcessorTime): number => PARTS.reduce((sum, part) => sum + time[part], 0);

/** Seconds that the machine's processors were not idle, in all. */
const busySeconds = (): number =>
  cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0) / 1_000;

/** Processor time of everything that a process started, and of what those started. */
function below(all: readonly ProcessTimes[], root: number): number {
  const family = new Set([root]);
  let seconds = 0;
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent, seconds: own } of all) {
      if (family.has(pid) || !family.has(parent)) continue;
      family.add(pid);
      seconds += own;
      grown = true;
    }
  }
  return seconds;
}

function processes(): readonly ProcessTimes[] | undefined {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => timesOf(Number(name)));
  } catch {
    return undefined;
  }
}

/** proc_pid_stat(5): after the name in parentheses come the state, the parent, …, user and system time. */
function timesOf(pid: number): readonly ProcessTimes[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number);
    return [{ pid, parent: parent ?? 0, seconds: ((user ?? 0) + (system ?? 0)) / TICKS }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
