/**
 * The highest rate that meets the thresholds: doubled until one breaks, then halved in between until what holds and what
 * does not are a tenth apart. Bounded: a run is minutes, and a machine's own noise makes finer answers meaningless.
 */
import type { LoadResult } from './load-result.ts';

/** Runs at most, one after the other. */
const MOST_RUNS = 12;
/** How near what holds comes to what does not. */
const NEAR = 1.1;

export interface Knee {
  /** Iterations a second that held, and the lowest that did not; nothing where no run said so. */
  readonly holds: number | undefined;
  readonly breaks: number | undefined;
  /** What broke first: a threshold, or arrivals that could not be sent. */
  readonly limit: string | undefined;
  /** What was saturated in the run that broke. */
  readonly component: string | undefined;
  readonly runs: readonly { readonly rate: number; readonly verdict: LoadResult['verdict'] }[];
  /** The run at the knee. */
  readonly best: LoadResult | undefined;
}

/**
 * @param first iterations a second to begin with
 * @param most that are ever tried
 * @param run sends a rate and brings its result
 */
export async function findKnee(
  first: number,
  most: number,
  run: (rate: number) => Promise<LoadResult>,
): Promise<Knee> {
  const runs: { rate: number; verdict: LoadResult['verdict'] }[] = [];
  let [best, broken]: [LoadResult | undefined, LoadResult | undefined] = [undefined, undefined];
  let rate = Math.min(first, most);
  while (runs.length < MOST_RUNS) {
    const result = await run(rate);
    runs.push({ rate, verdict: result.verdict });
    if (result.verdict === 'interrupted') break;
    if (result.verdict === 'passed') best = result;
    else broken = result;
    const next = nextRate(best?.pace.rate, broken?.pace.rate, most);
    if (next === undefined) break;
    rate = next;
  }
  return {
    holds: best?.pace.rate,
    breaks: broken?.pace.rate,
    limit: broken && limitOf(broken),
    component: (broken ?? best)?.saturation.component,
    runs,
    best,
  };
}

/** Nothing when the answer is near enough, or there is nowhere left to look. */
function nextRate(holds: number | undefined, breaks: number | undefined, most: number): number | undefined {
  if (breaks === undefined)
    return holds === undefined || holds >= most ? undefined : rounded(Math.min(most, holds * 2));
  if (holds === undefined) return breaks <= 1 ? undefined : rounded(breaks / 2);
  if (breaks / holds <= NEAR) return undefined;
  const between = rounded((holds + breaks) / 2);
  return between === rounded(holds) || between === rounded(breaks) ? undefined : between;
}

/** Whole above ten, one digit below. */
const rounded = (rate: number): number =>
  rate >= 10 ? Math.round(rate) : Math.max(0.1, Math.round(rate * 10) / 10);

function limitOf({ dropped, summary, verdict }: LoadResult): string {
  const crossed = summary.thresholds.filter(({ holds }) => !holds);
  const thresholds = crossed.map(({ metric, expression }) => `${metric} ${expression}`).join(', ');
  if (verdict !== 'invalid') return thresholds;
  const arrivals = `${dropped} arrivals that found no free virtual user`;
  return thresholds === '' ? arrivals : `${arrivals}; ${thresholds}`;
}

export function kneeText({ holds, breaks, limit, component, runs }: Knee, journey: string): string {
  const tried = runs.map(({ rate, verdict }) => `${rate}/s ${verdict}`).join(', ');
  const lines = [
    holds === undefined
      ? `The knee of ${journey} lies below the lowest rate tried.`
      : `The knee of ${journey}: ${holds}/s met every threshold${breaks === undefined ? ', and so did everything below it; higher was not tried' : `, ${breaks}/s did not`}.`,
    ...(limit === undefined ? [] : [`Limit: ${limit}.`]),
    ...(component === undefined ? [] : [`Saturated: ${component}.`]),
    `Tried: ${tried}.`,
  ];
  return `${lines.join('\n')}\n`;
}
