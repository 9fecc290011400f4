/** Runs scenarios with Vitest and brings back what they found out. */
import type { Vitest } from 'vitest/node';
import { SafelightError } from '#aws';
import { VerdictCollector } from '../report/collector.ts';
import type { Verdict } from '../report/verdict.ts';
import { longestFirst } from './longest-first.ts';
import { selectionText, vitestOptions, type Selection } from './selection.ts';
import { suiteConfig } from './suite-config.ts';

export interface SuiteRun {
  readonly verdicts: readonly Verdict[];
  /** Whether anything went wrong, be it outside of scenarios. */
  readonly failed: boolean;
}

/** Variables that tell the scenarios which target to judge. */
export type SuiteEnvironment = Readonly<Record<string, string | undefined>>;

/** Scenarios that lie in somebody's project. */
export interface OwnScenarios {
  /** Absolute. */
  readonly root: string;
  /** Paths and patterns, relative to it. */
  readonly include: readonly string[];
}

/** The first of them deploys the pipeline. */
const OWN_TIMEOUT = 300_000;

export interface SuiteOptions {
  readonly own?: OwnScenarios | undefined;
  readonly env: SuiteEnvironment;
  /** Whether Vitest keeps to itself how far it is. */
  readonly quiet?: boolean;
  /** Ends the run early when it is aborted; what has run by then is reported. */
  readonly signal?: AbortSignal | undefined;
}

/** @throws SafelightError ERR_VITEST, ERR_NO_SCENARIO, ERR_SELECTION, ERR_SHARD */
export async function runSuite(
  selection: Selection,
  { own, env, quiet = false, signal }: SuiteOptions,
): Promise<SuiteRun> {
  const mayBeNone = (): boolean =>
    selection.changed !== undefined || selection.shard !== undefined || signal?.aborted === true;
  const { createVitest, BaseSequencer } = await loadVitest();
  const { filters, options } = vitestOptions(selection);
  const collector = new VerdictCollector();
  using _ = withEnvironment(env);
  const common = { ...options, watch: false, reporters: quiet ? [collector] : ['default', collector] };
  try {
    // A seed brings an order of its own.
    const order = selection.seed === undefined && { sequence: { sequencer: longestFirst(BaseSequencer) } };
    const ours = { ...common, ...order, ...suiteConfig() };
    let failed = await run(await createVitest('test', ours), filters, signal);
    if (own !== undefined && signal?.aborted !== true) {
      const theirs = {
        root: own.root,
        include: [...own.include],
        config: false as const,
        testTimeout: OWN_TIMEOUT,
      };
      failed = (await run(await createVitest('test', { ...common, ...theirs }), [], signal)) || failed;
    }
    const { verdicts } = collector;
    if (verdicts.length === 0 && !failed && !mayBeNone()) throw noScenario(selection);
    return { verdicts, failed };
  } catch (error) {
    if (isWithoutFiles(error) && mayBeNone()) return { verdicts: collector.verdicts, failed: false };
    throw error instanceof SafelightError ? error : misunderstood(selection, error);
  } finally {
    // Vitest has its own opinion of how this process should end.
    process.exitCode = 0;
  }
}

/** Runs what the filters let through to its end; says whether anything went wrong. */
async function run(vitest: Vitest, filters: string[], signal: AbortSignal | undefined): Promise<boolean> {
  const cancel = (): void => void vitest.cancelCurrentRun('keyboard-input');
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    await vitest.start(filters);
    const [error] = vitest.state.getUnhandledErrors();
    // A file that could not even be looked through has no part in the selection: what was asked for makes no sense.
    const began = vitest.state.getTestModules().some(({ children }) => children.size > 0);
    if (error !== undefined && !began) throw new Error(messageOf(error), { cause: error });
    return vitest.state.getCountOfFailedTests() > 0 || error !== undefined;
  } finally {
    signal?.removeEventListener('abort', cancel);
    await vitest.close();
  }
}

/** Runs scenarios again whenever they, or what they reach, change; until the user has seen enough. */
export async function watchSuite(selection: Selection, env: SuiteEnvironment): Promise<void> {
  const { startVitest } = await loadVitest();
  const { filters, options } = vitestOptions(selection);
  using _ = withEnvironment(env);
  const vitest = await startVitest('test', filters, {
    ...options,
    ...suiteConfig(),
    watch: true,
  });
  await new Promise<void>((resolve) => vitest.onClose(resolve));
}

function withEnvironment(env: SuiteEnvironment): Disposable {
  const before = Object.fromEntries(Object.keys(env).map((name) => [name, process.env[name]]));
  const set = (values: SuiteEnvironment): void => {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  set(env);
  return { [Symbol.dispose]: () => set(before) };
}

async function loadVitest(): Promise<typeof import('vitest/node')> {
  try {
    return await import('vitest/node');
  } catch (cause) {
    throw new SafelightError('ERR_VITEST', 'The scenarios run on Vitest, which is not installed here.', {
      hint: 'npm install --save-dev vitest',
      cause,
    });
  }
}

const noScenario = (selection: Selection): SafelightError =>
  new SafelightError('ERR_NO_SCENARIO', `No scenario matches ${selectionText(selection)}.`, {
    hint: 'Families are the folders of scenarios/, tags what scenarios need of a target; --name takes a part of a sentence.',
  });

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);

const isWithoutFiles = (error: unknown): boolean =>
  error instanceof Error && error.constructor.name === 'FilesNotFoundError';

/** Vitest refuses a selection by throwing: no such file, no git for --changed, an unknown tag. */
function misunderstood(selection: Selection, cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  if (isWithoutFiles(cause)) return noScenario(selection);
  return new SafelightError('ERR_SELECTION', `${selectionText(selection)}: ${cause.message}`, {
    hint: 'safelight test --help explains --family, --tag, --name, --changed and --shard.',
    cause,
  });
}
