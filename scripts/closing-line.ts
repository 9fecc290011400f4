import type { Reporter, TestModule } from 'vitest/node';

/** How many tests ended how. Whatever went wrong outside a test counts as a failure. */
interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts a run. A file that could not be loaded, a failing hook of a suite and an error nobody caught each count as one
 * failure, so that a run that went wrong never ends in `0 failed`.
 */
function tally(modules: readonly TestModule[], uncaught: number): Tally {
  let passed = 0;
  let skipped = 0;
  let failed = uncaught;
  for (const module of modules) {
    failed += module.errors().length;
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed += 1;
      else if (state === 'skipped') skipped += 1;
      else failed += 1;
    }
  }
  return { passed, failed, skipped };
}

const closingLine = (count: Tally): string =>
  `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`;

/** Prints `N passed, N failed, N skipped` as the last line of a run. Stands last in the list of reporters. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], uncaught: readonly unknown[]): void {
    const count = tally(modules, uncaught.length);
    process.stdout.write(`${closingLine(count)}\n`);
  }
}
