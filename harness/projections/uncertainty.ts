/** How sure a projection is: which inputs move it most, and the band it lies in when inputs are known as ranges. */
import { amount, type Amount } from './money.ts';
import type { PriceBook } from './price-book.ts';
import { project } from './projection.ts';
import { createRandom, quantile, type Random } from './random.ts';
import { normalQuantile } from './sizes.ts';
import { INPUT_NAMES, inputNamed, type InputName, type Workload } from './workload.ts';

export interface Influence {
  readonly input: InputName;
  /** Change of the total, in dollars, when the input is 20 % lower and 20 % higher. */
  readonly lower: Amount;
  readonly higher: Amount;
}

const SWING = 0.2;

/** Inputs that are met rather than decided, by how far the total swings with them: a tornado, widest first. */
export function sensitivity(workload: Workload, book: PriceBook): readonly Influence[] {
  const { total } = project(workload, book);
  const totalWith = (input: InputName, factor: number): Amount =>
    project(scaled(workload, input, factor), book).total.minus(total);
  return uncertainInputs(workload)
    .map((input) => ({
      input,
      lower: totalWith(input, 1 - SWING),
      higher: totalWith(input, 1 + SWING),
    }))
    .toSorted((a, b) => width(b).comparedTo(width(a)));
}

const width = ({ lower, higher }: Influence): Amount => higher.minus(lower).abs();

const uncertainInputs = (workload: Workload): readonly InputName[] =>
  INPUT_NAMES.filter((name) => inputNamed(name).band !== undefined && workload[name] !== 0);

/** An input times a factor; shares stay shares. */
function scaled(workload: Workload, name: InputName, factor: number): Workload {
  const value = Number(workload[name]) * factor;
  const isShare = inputNamed(name).print(0) === '0%';
  return { ...workload, [name]: isShare ? Math.min(1, value) : value };
}

/** Nine in ten trials cost more than p10, half more than p50, one in ten more than p90. */
interface Band {
  readonly p10: Amount;
  readonly p50: Amount;
  readonly p90: Amount;
}

export interface Bands {
  readonly total: Band;
  readonly months: readonly Band[];
  readonly trials: number;
}

const TRIALS = 200;

/**
 * Draws every uncertain input from its range (a lognormal on each side of the given value, reaching its p10 and p90),
 * independently of the others, and projects each trial.
 *
 * @param seed the same seed gives the same bands
 */
export function bands(workload: Workload, book: PriceBook, seed = 1): Bands {
  const random = createRandom(seed);
  const trials = Array.from({ length: TRIALS }, () => project(drawn(workload, random), book));
  return {
    trials: TRIALS,
    total: bandOf(trials.map(({ total }) => total)),
    months: Array.from({ length: workload.months }, (_, month) =>
      bandOf(trials.map(({ months }) => months[month]?.bill.total ?? amount(0))),
    ),
  };
}

const Z90 = 1.281_552;

function drawn(workload: Workload, random: Random): Workload {
  let trial = workload;
  for (const name of uncertainInputs(workload)) {
    const [p10, p90] = inputNamed(name).band ?? [1, 1];
    const z = normalQuantile(Math.min(Math.max(random(), 1e-6), 1 - 1e-6));
    trial = scaled(trial, name, (z < 0 ? p10 : p90) ** (Math.abs(z) / Z90));
  }
  return trial;
}

function bandOf(amounts: readonly Amount[]): Band {
  const sorted = amounts.map((each) => each.toNumber()).toSorted((a, b) => a - b);
  const at = (share: number): Amount => amount(quantile(sorted, share));
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}
