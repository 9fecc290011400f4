/**
 * Random sequences of actions against a small model: what a service answers must be what the model answers, whatever
 * came before. A failure is shrunk to the shortest sequence that still fails and printed with its seed; `SEED=n` (and
 * `RUNS=n`) in the environment repeats or extends a run.
 */
import { array, assert, asyncProperty, type Arbitrary } from 'fast-check';
import { expect } from 'vitest';
import type { Door } from './door.ts';

export interface Checked<Action> {
  readonly actions: Arbitrary<Action>;
  readonly longest: number;
  /** Begins a sequence: something of its own on the one cloud. */
  begin(door: Door): Promise<Bout<Action>>;
}

/** One sequence under way. */
export interface Bout<Action> {
  /** What the model answers, in plain values. */
  expected(action: Action): unknown;
  /** What the cloud answers, in the same values. */
  actual(action: Action): Promise<unknown>;
}

/** What ran, for those who count. */
export interface Ran {
  readonly sequences: number;
  readonly actions: number;
}

export async function holdsToModel<Action>(
  checked: Checked<Action>,
  door: Door,
  sequences: number,
): Promise<Ran> {
  const { SEED, RUNS } = process.env;
  const numRuns = RUNS === undefined ? sequences : Number(RUNS);
  let actions = 0;
  const property = asyncProperty(
    array(checked.actions, { minLength: 1, maxLength: checked.longest, size: 'max' }),
    async (sequence) => {
      const bout = await checked.begin(door);
      for (const [at, action] of sequence.entries()) {
        const expected = bout.expected(action);
        expect({ at, answer: await bout.actual(action) }).toEqual({ at, answer: expected });
        actions += 1;
      }
    },
  );
  await assert(property, { numRuns, ...(SEED !== undefined && { seed: Number(SEED) }) });
  expect(door.defects()).toEqual([]);
  return { sequences: numRuns, actions };
}
