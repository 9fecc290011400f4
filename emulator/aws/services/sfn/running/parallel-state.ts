/** Parallel: every branch with its own copy of the input, at the same time; one that fails ends the others. */
import type { Json } from '../asl/json.ts';
import { StatesError } from '../asl/states-error.ts';
import { finish } from './finish.ts';
import type { Frame, Outcome } from './frame.ts';

export async function runParallel(frame: Frame): Promise<Outcome> {
  const { facts, fiber, state } = frame;
  const input = await effectiveInput(frame);
  if (facts.trial?.mock !== undefined) return finish(frame, facts.trial.mock());
  const { id } = fiber.emit('ParallelStateStarted');
  let last = id;
  const works = (state.Branches ?? []).map((branch, at) => {
    const strand = fiber.branch(String(at));
    const work = async (): Promise<Json> => {
      const output = await frame.runMachine(strand, branch, input);
      last = strand.previous;
      return output;
    };
    return { fiber: strand, work };
  });
  let results: Json[];
  try {
    results = await fiber.together(works);
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    fiber.previous = Math.max(...works.map(({ fiber: strand }) => strand.previous), id);
    fiber.emit('ParallelStateFailed');
    throw error;
  }
  fiber.previous = last;
  fiber.emit('ParallelStateSucceeded', undefined, { aside: true });
  return finish(frame, results);
}

/** What branches are given: the input, or what Parameters or Arguments make of it. */
async function effectiveInput(frame: Frame): Promise<Json> {
  const { state, raw } = frame;
  if (frame.jsonata)
    return state.Arguments === undefined ? raw : frame.fill(state.Arguments, 'Arguments', frame.data(raw));
  const input = frame.input();
  const effective =
    state.Parameters === undefined
      ? input
      : await frame.fill(state.Parameters, 'Parameters', frame.data(input));
  frame.facts.trial?.inspect('afterParameters', effective);
  return effective;
}
