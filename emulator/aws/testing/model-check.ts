/**
 * Random sequences of actions against a small model: what a service answers must be what the model answers, whatever
 * came before. A failure is shrunk to the shortest sequence that still fails and printed with its seed; `SEED=n` in the
 * environment repeats a run.
 */
import { array, assert, asyncProperty, type Arbitrary } from 'fast-check';
import { expect } from 'vitest';
import type { Door } from './door.ts';

export interface Checked<Action, Ground> {
  readonly actions: Arbitrary<Action>;
  readonly longest: number;
  /** Begins a sequence: something of its own on the one cloud. */
  begin(ground: Ground): Promise<Bout<Action>>;
}

/** One sequence under way. */
export interface Bout<Action> {
  /** Does it in the cloud and in the model, and tells what each answers, in the same plain values. */
  step(action: Action): Promise<{ readonly actual: unknown; readonly expected: unknown }>;
}

/** @returns how many actions were carried out */
export async function holdsToModel<Action, Ground extends Pick<Door, 'defects'>>(
  checked: Checked<Action, Ground>,
  ground: Ground,
  sequences: number,
): Promise<number> {
  const { SEED } = process.env;
  let actions = 0;
  const property = asyncProperty(
    array(checked.actions, { minLength: 1, maxLength: checked.longest, size: 'max' }),
    async (sequence) => {
      const bout = await checked.begin(ground);
      for (const [at, action] of sequence.entries()) {
        const { actual, expected } = await bout.step(action);
        expect({ at, answer: actual }).toEqual({ at, answer: expected });
        actions += 1;
      }
    },
  );
  await assert(property, { numRuns: sequences, ...(SEED !== undefined && { seed: Number(SEED) }) });
  expect(ground.defects()).toEqual([]);
  return actions;
}
