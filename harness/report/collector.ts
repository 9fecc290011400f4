/** Reads verdicts off a run of Vitest. */
import { basename, dirname } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { Verdict } from './verdict.ts';

/** A reporter that prints nothing and keeps what the run found out. */
export class VerdictCollector implements Reporter {
  verdicts: readonly Verdict[] = [];

  /** Adds what one run found out to what earlier ones did. */
  onTestRunEnd(modules: readonly TestModule[]): void {
    const found = modules.flatMap((module) => [
      ...[...module.children.allTests()].filter(wasAsked).map((test) => verdictOf(familyOf(module), test)),
      ...module.errors().map((error) => unloadable(module, error.message)),
    ]);
    this.verdicts = [...this.verdicts, ...found];
  }
}

const familyOf = (module: TestModule): string => basename(dirname(module.moduleId));

/** Whether a scenario began: those that were not selected are skipped without a word. */
function wasAsked(test: TestCase): boolean {
  const { notVerifiable, deviation } = test.meta();
  const { state } = test.result();
  return state === 'passed' || state === 'failed' || notVerifiable !== undefined || deviation !== undefined;
}

function verdictOf(family: string, test: TestCase): Verdict {
  const meta = test.meta();
  const result = test.result();
  const facts = {
    family,
    sentence: test.name,
    source: meta.source ?? '',
    milliseconds: Math.round(test.diagnostic()?.duration ?? 0),
    ...(meta.filledIn !== undefined && meta.filledIn.length > 0 && { filledIn: meta.filledIn }),
    ...(meta.wire !== undefined && { wire: meta.wire }),
    ...(meta.spent !== undefined && { spent: meta.spent }),
  };
  if (result.state === 'passed') return { ...facts, outcome: 'passed' };
  if (meta.deviation !== undefined) return { ...facts, outcome: 'deviates', reason: meta.deviation };
  if (meta.notVerifiable !== undefined) {
    return { ...facts, outcome: 'not verifiable', reason: meta.notVerifiable };
  }
  const reason = result.errors?.map(({ message }) => message).join('\n') ?? 'it did not run to its end';
  return { ...facts, outcome: 'failed', reason, ...(meta.story !== undefined && { story: meta.story }) };
}

/** A file whose scenarios never came to be must not look like one without scenarios. */
const unloadable = (module: TestModule, reason: string): Verdict => ({
  family: familyOf(module),
  sentence: `${basename(module.moduleId)} can be loaded`,
  source: '',
  outcome: 'failed',
  reason,
  milliseconds: 0,
});
