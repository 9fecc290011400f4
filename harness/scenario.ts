/**
 * A scenario: one sentence about how a pipeline behaves, where that is written, and how to see it. Each runs in a world
 * of its own; what its target cannot do is reported as not verifiable, with the reason, never as passed.
 */
import { test } from 'vitest';
import { chooseTarget } from './targets/choose.ts';
import type { Capability } from './targets/target.ts';
import { inWorld, type World } from './world.ts';

declare module 'vitest' {
  interface TaskMeta {
    source?: string;
  }
}

export interface ScenarioFacts {
  /** Where the behaviour is written: an AWS page, a recorded exchange, a line of a design document. */
  readonly source: string;
  /** What the target must be able to do for the scenario to say anything. */
  readonly needs?: readonly Capability[];
}

/** Declares a scenario. */
export function scenario(sentence: string, facts: ScenarioFacts, act: (world: World) => Promise<void>): void {
  test(sentence, { meta: { source: facts.source } }, async (context) => {
    await using target = await chooseTarget();
    const missing = facts.needs?.filter((capability) => !target.can(capability)) ?? [];
    if (missing.length > 0) context.skip(`not verifiable on ${target.name}: it has no ${missing.join(', ')}`);
    await inWorld(target, act);
  });
}
