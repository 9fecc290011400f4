import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { SafelightError } from '#aws';
import { endpoint } from './options.ts';

interface TestOptions {
  readonly target: string;
  readonly suite?: string;
  readonly junit?: string;
  readonly json?: string;
  readonly endpoint?: string;
}

export function addTest(program: Command): void {
  program
    .command('test')
    .description('judge a cloud by the scenarios')
    .addOption(
      new Option('--target <name>', 'which cloud to judge')
        .choices(['embedded', 'endpoint'])
        .default('embedded'),
    )
    .option('--suite <name>', 'only scenarios whose file or name contains this')
    .option('--endpoint <url>', 'address of the cloud, with --target endpoint', endpoint)
    .option('--junit <file>', 'write a JUnit report')
    .option('--json <file>', 'write a JSON report')
    .action(runScenarios);
}

async function runScenarios({ target, suite, junit, json, endpoint: url }: TestOptions): Promise<void> {
  if ((target === 'endpoint') !== (url !== undefined)) {
    throw new SafelightError('ERR_TARGET', 'The target endpoint and the option --endpoint go together.', {
      hint: 'safelight test --target endpoint --endpoint http://127.0.0.1:4566',
    });
  }
  const { startVitest } = await loadVitest();
  process.env['SAFELIGHT_TARGET'] = target;
  if (url !== undefined) process.env['SAFELIGHT_TARGET_ENDPOINT'] = url;
  // Vitest would put them below its root, which is not where the person stands.
  const outputFile = {
    ...(junit !== undefined && { junit: resolve(junit) }),
    ...(json !== undefined && { json: resolve(json) }),
  };
  const vitest = await startVitest('test', suite === undefined ? [] : [suite], {
    root: packageRoot(),
    project: ['scenarios'],
    watch: false,
    reporters: ['default', ...Object.keys(outputFile)],
    outputFile,
  });
  const failed = vitest.state.getCountOfFailedTests() > 0 || vitest.state.getUnhandledErrors().length > 0;
  const ran = vitest.state.getFiles().length;
  await vitest.close();
  if (ran === 0) {
    throw new SafelightError('ERR_NO_SCENARIO', `No scenario matches ${JSON.stringify(suite)}.`, {
      hint: 'Scenarios live in scenarios/; --suite takes a part of a file name.',
    });
  }
  process.exitCode = failed ? 1 : 0;
}

/** The folder of safelight's own package, wherever this file was bundled to. */
function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
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
