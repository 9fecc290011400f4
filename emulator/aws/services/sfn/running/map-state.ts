/** Map: one iteration per item. Inline iterations are strands of the execution itself, at most forty at a time. */
import type { Json, JsonObject } from '../asl/json.ts';
import { StatesError } from '../asl/states-error.ts';
import { runDistributed } from './distributed-map.ts';
import type { Fiber } from './fiber.ts';
import { finish } from './finish.ts';
import type { Frame, Outcome } from './frame.ts';
import { itemsOf, selectItem } from './map-items.ts';
import { Turns } from './turns.ts';

const MOST_AT_ONCE = 40;

export async function runMap(frame: Frame): Promise<Outcome> {
  const { state, facts } = frame;
  if (facts.trial?.mock !== undefined) return finish(frame, facts.trial.mock());
  const processor = state.ItemProcessor ?? state.Iterator!;
  if (processor.ProcessorConfig?.Mode === 'DISTRIBUTED')
    return finish(frame, await runDistributed(frame, processor));
  const input = frame.jsonata ? frame.raw : frame.input();
  return finish(frame, await runInline(frame, input, await itemsOf(frame, input)));
}

async function runInline(frame: Frame, input: Json, items: readonly Json[]): Promise<Json[]> {
  const { fiber, state, name } = frame;
  const processor = state.ItemProcessor ?? state.Iterator!;
  const limit = (await frame.number('MaxConcurrency', frame.data(input))) ?? 0;
  const started = fiber.emit('MapStateStarted', { length: items.length });
  const turns = new Turns(limit > 0 ? Math.min(limit, MOST_AT_ONCE) : MOST_AT_ONCE, started.id);
  let last = started.id;
  const iterate = async (strand: Fiber, item: Json, index: number): Promise<Json> => {
    const about: JsonObject = { index, name };
    strand.previous = await turns.take(strand);
    let begun = false;
    try {
      const selected = await selectItem(frame, input, index, item);
      strand.emit('MapIterationStarted', about);
      begun = true;
      const context = { ...frame.context, Map: selected.Map };
      const output = await frame.runMachine(strand, processor, selected.input, context);
      const followed = strand.previous;
      last = strand.emit('MapIterationSucceeded', about, { aside: true }).id;
      turns.give(followed);
      return output;
    } catch (error) {
      if (begun && error instanceof StatesError) strand.emit('MapIterationFailed', about, { aside: true });
      last = strand.previous;
      throw error;
    }
  };
  const works = items.map((item, index) => {
    const strand = fiber.branch(String(index));
    return { fiber: strand, work: () => iterate(strand, item, index) };
  });
  let results: Json[];
  try {
    results = await fiber.together(works);
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    fiber.previous = last;
    fiber.emit('MapStateFailed');
    throw error;
  }
  fiber.previous = last;
  fiber.emit('MapStateSucceeded', undefined, { aside: true });
  return results;
}
