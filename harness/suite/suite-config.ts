import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { CAPABILITIES } from '../targets/capability.ts';

/**
 * Options of Node for the processes that run scenarios: WebAssembly is left as V8's first compiler makes it. The embedded
 * PostgreSQL has a large function that runs often, and optimising it takes 0.6 s of processor time and 100 MiB, which
 * processes that live for seconds do not get back. Measured on Node 24.21, 2026-11-29: its start and two hundred queries
 * take 1.0 s of processor time instead of 1.7. No larger `--wasm-tiering-budget` kept V8 from it.
 */
export const WORKER_OPTIONS = ['--liftoff-only'] as const;

/** One more than there are processors: some scenarios wait for a function's real seconds, and leave theirs idle. */
export const WORKERS = availableParallelism() + 1;

/**
 * What Vitest is to know of the scenarios. In the repository its own configuration says so; the published package has
 * them built, and beside no configuration.
 */
export function suiteConfig(): Record<string, unknown> {
  const root = packageRoot();
  if (existsSync(join(root, 'vitest.config.ts'))) return { root, project: ['scenarios'] };
  return {
    root,
    config: false,
    include: ['dist/scenarios/**/*.scenario.js'],
    exclude: [],
    tags: CAPABILITIES.map((name) => ({ name })),
    strictTags: false,
    // Scenarios follow each other on one cloud, and the first with a pipeline provisions it.
    isolate: false,
    execArgv: [...WORKER_OPTIONS],
    maxWorkers: WORKERS,
    testTimeout: 120_000,
  };
}

/** The folder of safelight's own package, wherever this file was bundled to. */
function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
