/**
 * A scenario: one sentence about how a pipeline behaves, where that is written, and how to see it. Each runs in a world
 * of its own. What its target cannot do is reported as not verifiable, with the reason, and a known deviation as one:
 * neither is ever reported as passed.
 */
import { test } from 'vitest';
import { chooseTarget } from './targets/choose.ts';
import type { Deviation } from './targets/deviation.ts';
import type { Capability, Target } from './targets/target.ts';
import { inWorld, type World } from './world.ts';

declare module 'vitest' {
  interface TaskMeta {
    source?: string;
    /** Why the target could not be asked. */
    notVerifiable?: string;
    /** How the target is known to behave instead, and where that is written. */
    deviation?: string;
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
  test(sentence, { meta: { source: facts.source } }, async ({ task, skip }) => {
    await using target = await chooseTarget();
    const reason = whyNotVerifiable(target, facts.needs);
    if (reason !== undefined) {
      task.meta.notVerifiable = reason;
      skip(`not verifiable on ${target.name}: ${reason}`);
    }
    const known = target.deviations.find((deviation) => deviation.scenario === sentence);
    if (known === undefined) {
      await inWorld(target, act);
      return;
    }
    const instead = await deviates(target, known, act);
    task.meta.deviation = instead;
    skip(`known deviation of ${target.name}: ${instead}`);
  });
}

function whyNotVerifiable(
  { lacks }: Pick<Target, 'lacks'>,
  needs: readonly Capability[] = [],
): string | undefined {
  const reasons = needs.map((capability) => lacks[capability]).filter((reason) => reason !== undefined);
  return reasons.length === 0 ? undefined : reasons.join('; ');
}

async function deviates(
  target: Target,
  known: Deviation,
  act: (world: World) => Promise<void>,
): Promise<string> {
  try {
    await inWorld(target, act);
  } catch {
    return `${known.instead} (${known.link})`;
  }
  throw new Error(
    `${target.name} is listed as deviating here ("${known.instead}") and no longer does: take it off its deviations.`,
  );
}
