import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Option, type Command } from 'commander';
import { SafelightError, VERSION } from '#aws';
import { endpoint } from './options.ts';

interface TestOptions {
  readonly target: 'embedded' | 'endpoint' | 'localstack';
  readonly suite?: string;
  readonly endpoint?: string;
  readonly image?: string;
  readonly reuse?: boolean;
  readonly junit?: string;
  readonly json?: string;
  readonly html?: string;
  readonly beside: readonly string[];
}

/** Where the cloud to be judged is, for targets that live outside the scenarios' own process. */
interface Judged extends AsyncDisposable {
  readonly endpoint?: string;
  readonly name: string;
  logs?(): Promise<string>;
}

const collect = (text: string, before: readonly string[]): readonly string[] => [...before, text];

export function addTest(program: Command): void {
  program
    .command('test')
    .description('judge a cloud by the scenarios')
    .addOption(
      new Option('--target <name>', 'which cloud to judge')
        .choices(['embedded', 'localstack', 'endpoint'])
        .default('embedded'),
    )
    .option('--suite <name>', 'only scenarios whose file or name contains this')
    .option('--endpoint <url>', 'address of the cloud, with --target endpoint', endpoint)
    .option('--image <image>', 'image of LocalStack, with --target localstack')
    .option('--reuse', 'keep the container of LocalStack for the next run')
    .option('--junit <file>', 'write a JUnit report')
    .option('--json <file>', 'write a JSON report')
    .option('--html <file>', 'write a page with the matrix target × behaviour')
    .option('--beside <file>', 'JSON report of another run, for the page; may be repeated', collect, [])
    .action(runScenarios);
}

async function runScenarios(options: TestOptions): Promise<void> {
  const { target, suite, endpoint: url } = options;
  if ((target === 'endpoint') !== (url !== undefined)) {
    throw new SafelightError('ERR_TARGET', 'The target endpoint and the option --endpoint go together.', {
      hint: 'safelight test --target endpoint --endpoint http://127.0.0.1:4566',
    });
  }
  const { startVitest } = await loadVitest();
  const [{ VerdictCollector }, { closingWords }, { writeReports }] = await Promise.all([
    import('../report/collector.ts'),
    import('../report/console.ts'),
    import('../report/write-reports.ts'),
  ]);
  await using judged = await openTarget(options);
  process.env['SAFELIGHT_TARGET'] = target;
  if (judged.endpoint !== undefined) process.env['SAFELIGHT_TARGET_ENDPOINT'] = judged.endpoint;
  const collector = new VerdictCollector();
  const vitest = await startVitest('test', suite === undefined ? [] : [suite], {
    root: packageRoot(),
    project: ['scenarios'],
    watch: false,
    reporters: ['default', collector],
  });
  const failed = vitest.state.getCountOfFailedTests() > 0 || vitest.state.getUnhandledErrors().length > 0;
  const ran = vitest.state.getFiles().length;
  await vitest.close();
  if (ran === 0) {
    throw new SafelightError('ERR_NO_SCENARIO', `No scenario matches ${JSON.stringify(suite)}.`, {
      hint: 'Scenarios live in scenarios/; --suite takes a part of a file name.',
    });
  }
  const report = { target, judged: judged.name, at: new Date().toISOString(), verdicts: collector.verdicts };
  await writeReports(report, options);
  process.stdout.write(closingWords(report));
  if (failed && judged.logs !== undefined) process.stderr.write(`${await judged.logs()}\n`);
  process.exitCode = failed ? 1 : 0;
}

async function openTarget({ target, endpoint: url, image, reuse }: TestOptions): Promise<Judged> {
  const nothing = async (): Promise<void> => undefined;
  if (target !== 'localstack') {
    const name = url ?? `safelight ${VERSION}`;
    return { ...(url !== undefined && { endpoint: url }), name, [Symbol.asyncDispose]: nothing };
  }
  const { LOCALSTACK_IMAGE, startLocalstack } = await import('../targets/localstack-container.ts');
  return Object.assign(await startLocalstack({ image, reuse }), { name: image ?? LOCALSTACK_IMAGE });
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
