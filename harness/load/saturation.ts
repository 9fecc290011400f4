/** Which part of the set-up had nothing left to give. */
import { PARTS, type ProcessorTime } from './processor-time.ts';
import type { Sample } from './observer.ts';

export interface Saturation {
  /** Processors that each part took, on average over the second half of the run. */
  readonly cores: ProcessorTime | undefined;
  /** In words: `the cloud's event loop (0.97 of one processor)`. */
  readonly component: string;
}

const NAMES: Readonly<Record<keyof ProcessorTime, string>> = {
  cloud: 'the cloud',
  functions: 'the functions',
  k6: 'k6',
  beside: 'the image API and worker',
  others: 'programs that have nothing to do with this run',
};

/** A part of what there is, from which on nothing is left. */
const FULL = 0.9;

/** @param processors of the machine */
export function saturationOf(samples: readonly Sample[], processors: number): Saturation {
  const late = samples.slice(Math.floor(samples.length / 2)).flatMap(({ cores }) => cores ?? []);
  if (late.length === 0) return { cores: undefined, component: 'unknown: this system does not tell' };
  const mean = (part: keyof ProcessorTime): number =>
    late.reduce((sum, cores) => sum + cores[part], 0) / late.length;
  const cores: ProcessorTime = {
    cloud: mean('cloud'),
    functions: mean('functions'),
    k6: mean('k6'),
    beside: mean('beside'),
    others: mean('others'),
  };
  return { cores, component: componentOf(cores, processors) };
}

function componentOf(cores: ProcessorTime, processors: number): string {
  const [largest = 'cloud'] = PARTS.toSorted((a, b) => cores[b] - cores[a]);
  const total = PARTS.reduce((sum, part) => sum + cores[part], 0);
  const of = (part: keyof ProcessorTime): string => `${cores[part].toFixed(2)} of one processor`;
  if (cores.cloud >= FULL) return `the cloud's event loop (${of('cloud')})`;
  if (cores.beside >= FULL) return `the event loop of the image API and worker (${of('beside')})`;
  if (total >= FULL * processors) {
    return `the machine's ${processors} processors, most of them taken by ${NAMES[largest]} (${of(largest)})`;
  }
  return `none of the processors: ${total.toFixed(2)} of ${processors} were taken, most by ${NAMES[largest]}`;
}
