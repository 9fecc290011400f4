import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { WORKER_OPTIONS, WORKERS } from './harness/suite/suite-config.ts';
import { CAPABILITIES } from './harness/targets/capability.ts';
import { ClosingLine } from './scripts/closing-line.ts';

/**
 * Four groups, run one after the other. Files of a group share their workers' module registry unless the group says
 * otherwise: the emulator keeps no state outside a cloud, so nothing leaks, and isolation would cost 90 ms a file.
 *
 * `checks` comes first because a broken type explains most of what fails after it. `clients` needs programs that npm
 * does not bring (aws, s3cmd, rclone, s3fs, boto3, chromium, k6); `.ci/run` installs them.
 */
export default defineConfig({
  test: {
    reporters: ['default', new ClosingLine()],
    isolate: false,
    maxWorkers: Math.min(2, availableParallelism()),
    retry: 0,
    testTimeout: 10_000,
    hookTimeout: 10_000,
    teardownTimeout: 5_000,
    projects: [
      {
        test: {
          name: 'checks',
          include: ['scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ['**/*.client.test.ts'],
          testTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'unit',
          include: ['{emulator,harness,fixtures,load}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.client.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'scenarios',
          // What scenarios need of a target is what they can be selected by.
          tags: CAPABILITIES.map((name) => ({ name })),
          strictTags: false,
          include: ['scenarios/**/*.scenario.ts', 'scenarios/**/*.test.ts'],
          // The first scenario with a pipeline provisions it, which on a machine with other work takes a while.
          testTimeout: 120_000,
          execArgv: [...WORKER_OPTIONS],
          maxWorkers: WORKERS,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'clients',
          include: ['**/*.client.test.ts'],
          isolate: true,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
