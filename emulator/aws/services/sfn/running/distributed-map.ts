/**
 * Map in distributed mode: every item, or batch of items, is an execution of its own under a map run, up to ten thousand
 * at a time; some may fail, as many as the definition tolerates (developer guide "Distributed mode", 2026-11).
 */
import type { ItemProcessor } from '../asl/definition.ts';
import type { Json } from '../asl/json.ts';
import { StatesError } from '../asl/states-error.ts';
import { readItems } from '../tasks/item-reader.ts';
import { writeResults } from '../tasks/result-writer.ts';
import { batched } from './batches.ts';
import type { ChildOutcome } from './children.ts';
import type { Frame } from './frame.ts';
import { itemsOf, selectItem } from './map-items.ts';
import { Turns } from './turns.ts';

const MOST_AT_ONCE = 10_000;

export async function runDistributed(frame: Frame, processor: ItemProcessor): Promise<Json> {
  const { facts, fiber, state } = frame;
  const input = frame.jsonata ? frame.raw : frame.input();
  const data = frame.data(input);
  const { ItemReader: reader } = state;
  const items = reader === undefined ? await itemsOf(frame, input) : undefined;
  fiber.emit('MapStateStarted', { length: items?.length ?? 0 });
  const limits = {
    maxConcurrency: (await frame.number('MaxConcurrency', data)) ?? 0,
    toleratedFailureCount: (await frame.number('ToleratedFailureCount', data)) ?? 0,
    toleratedFailurePercentage: (await frame.number('ToleratedFailurePercentage', data)) ?? 0,
  };
  const label = state.Label ?? frame.name;
  const run = facts.children.startMapRun(facts, label, fiber.uuid(), limits);
  fiber.emit('MapRunStarted', { mapRunArn: run.arn });
  try {
    const all = items ?? (await readItems(frame, reader!, input));
    const selected: Json[] = [];
    for (const [index, item] of all.entries())
      selected.push((await selectItem(frame, input, index, item)).input);
    const inputs = await batched(frame, input, selected);
    const outcomes = await runChildren(frame, processor, { runArn: run.arn, label, inputs, limits });
    const result = await resultOf(frame, input, run.arn, outcomes);
    facts.children.endMapRun(run.arn, 'SUCCEEDED');
    fiber.emit('MapRunSucceeded');
    fiber.emit('MapStateSucceeded');
    return result;
  } catch (error) {
    if (!(error instanceof StatesError)) {
      facts.children.endMapRun(run.arn, 'ABORTED');
      throw error;
    }
    facts.children.endMapRun(run.arn, 'FAILED');
    fiber.emit('MapRunFailed', { error: error.error ?? '', cause: error.causeText ?? '' });
    fiber.emit('MapStateFailed');
    throw error;
  }
}

interface Work {
  readonly runArn: string;
  readonly label: string;
  readonly inputs: readonly Json[];
  readonly limits: {
    readonly maxConcurrency: number;
    readonly toleratedFailureCount: number;
    readonly toleratedFailurePercentage: number;
  };
}

async function runChildren(
  frame: Frame,
  processor: ItemProcessor,
  { runArn, label, inputs, limits }: Work,
): Promise<ChildOutcome[]> {
  const { facts, fiber, around: language } = frame;
  const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = limits;
  const turns = new Turns(maxConcurrency > 0 ? Math.min(maxConcurrency, MOST_AT_ONCE) : MOST_AT_ONCE, 0);
  const tolerated = Math.max(
    toleratedFailureCount,
    Math.floor((inputs.length * toleratedFailurePercentage) / 100),
  );
  facts.children.countItems(runArn, inputs.length);
  let failed = 0;
  const works = inputs.map((input, index) => {
    const strand = fiber.branch(String(index));
    const work = async (): Promise<ChildOutcome> => {
      await turns.take(strand);
      const name = strand.uuid();
      const express = processor.ProcessorConfig?.ExecutionType === 'EXPRESS';
      const outcome = await facts.children.runChild(facts, strand, {
        processor,
        language,
        label,
        runArn,
        name,
        input,
        express,
      });
      turns.give(0);
      failed += outcome.status === 'SUCCEEDED' ? 0 : 1;
      if (failed > tolerated) throw exceeded();
      return outcome;
    };
    return { fiber: strand, work };
  });
  return fiber.together(works);
}

const exceeded = (): StatesError =>
  new StatesError(
    'States.ExceedToleratedFailureThreshold',
    'The specified tolerated failure threshold was exceeded',
  );

async function resultOf(
  frame: Frame,
  input: Json,
  mapRunArn: string,
  outcomes: readonly ChildOutcome[],
): Promise<Json> {
  const { ResultWriter: writer } = frame.state;
  if (writer?.Resource !== undefined) return writeResults(frame, { writer, input, mapRunArn, outcomes });
  return outcomes.filter(({ status }) => status === 'SUCCEEDED').map(({ output }) => output ?? null);
}
