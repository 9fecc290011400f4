/** How the result of a state's work becomes its output. */
import type { Json } from '../asl/json.ts';
import { assign } from '../asl/query.ts';
import { placeResult } from '../asl/result-path.ts';
import type { Frame, Outcome } from './frame.ts';

/** The end of a state that has a result: Task, Parallel, Map, Pass. */
export async function finish(frame: Frame, result: Json): Promise<Outcome> {
  const { state, raw, jsonata, facts } = frame;
  const { Next: next } = state;
  if (jsonata) {
    const data = frame.data(raw, { result });
    const assigned = await assign(state, true, data, frame.fiber);
    const output = state.Output === undefined ? result : await frame.fill(state.Output, 'Output', data);
    return { output, next, assigned };
  }
  const selected =
    state.ResultSelector === undefined
      ? result
      : await frame.fill(state.ResultSelector, 'ResultSelector', frame.data(result));
  facts.trial?.inspect('afterResultSelector', selected);
  const assigned = await assign(state, false, frame.data(selected), frame.fiber);
  const placed = placeResult(raw, state.ResultPath, selected);
  facts.trial?.inspect('afterResultPath', placed);
  return { output: frame.outputPath(placed), next, assigned };
}

/** The end of a state that only hands on: Wait, Succeed, and Choice with what its rule says. */
export async function handOn(
  frame: Frame,
  input: Json,
  { next, Output, Assign }: { readonly next: string | undefined } & Pick<Frame['state'], 'Output' | 'Assign'>,
): Promise<Outcome> {
  const data = frame.data(frame.jsonata ? frame.raw : input);
  const assigned = await assign(Assign === undefined ? {} : { Assign }, frame.jsonata, data, frame.fiber);
  if (!frame.jsonata) return { output: frame.outputPath(input), next, assigned };
  return {
    output: Output === undefined ? frame.raw : await frame.fill(Output, 'Output', data),
    next,
    assigned,
  };
}
