import { InvalidArgumentError, Option, type Command } from 'commander';
import { endpoint } from './options.ts';
import type { PageFormat } from '../projections/report/write-page.ts';
import type { PriceBook } from '../projections/price-book.ts';

interface ProjectOptions {
  readonly set: readonly string[];
  readonly prices?: string;
  readonly usage?: string;
  readonly usageOut?: string;
  readonly format: PageFormat | 'json';
  readonly out?: string;
  readonly maxMonthly?: number;
  readonly baseline: 'ebs-fleet' | 'none';
  readonly seed: number;
}

interface PageOptions {
  readonly prices?: string;
  readonly format: PageFormat;
  readonly out?: string;
}

interface LatencyOptions {
  readonly from: readonly string[];
  readonly observe?: string;
}

const collect = (text: string, before: readonly string[]): readonly string[] => [...before, text];

const pricesOption = (): Option =>
  new Option('--prices <file>', 'prices to use: our JSON, or an offer file of the AWS price list');
const formatOption = (...more: readonly string[]): Option =>
  new Option('--format <form>', 'form of the report')
    .choices(['text', 'markdown', 'html', ...more])
    .default('text');
const outOption = (): Option => new Option('--out <file>', 'write the report to a file');

export function addProject(program: Command): void {
  const project = program
    .command('project')
    .description('project what a pipeline costs, month by month, and how fast it is')
    .option('--set <input=value>', 'set an input, like lifecycle.ia=60d; may be repeated', collect, [])
    .addOption(pricesOption())
    .option(
      '--usage <file>',
      "usage instead of the growth model: an Infracost usage file, `usage --json`, or a load run's report.json",
    )
    .option('--usage-out <file>', "write the last month's usage as an Infracost usage file")
    .addOption(formatOption('json'))
    .addOption(outOption())
    .option('--max-monthly <usd>', 'exit with 1 when a month costs more', dollars)
    .addOption(
      new Option('--baseline <name>', 'what to compare with')
        .choices(['ebs-fleet', 'none'])
        .default('ebs-fleet'),
    )
    .option('--seed <number>', 'seed of the trials behind p10 and p90', wholeNumber, 1)
    .action(async (options: ProjectOptions) => {
      const { projectCost } = await import('../projections/command.ts');
      await projectCost(options, await loadPrices(options.prices));
    });

  project
    .command('preset <name>')
    .description("recompute a design document's tables: ebs-vs-s3, after-lifecycle, cdn-before-after")
    .addOption(pricesOption())
    .addOption(formatOption())
    .addOption(outOption())
    .action(async (name: string, _: PageOptions, command: Command) => {
      const options = command.optsWithGlobals<PageOptions>();
      const [{ findPreset }, { presetPage }, { renderPage, writeOut }] = await Promise.all([
        import('../projections/presets/presets.ts'),
        import('../projections/report/preset-page.ts'),
        import('../projections/report/write-page.ts'),
      ]);
      const page = presetPage(findPreset(name), await loadPrices(options.prices));
      await writeOut(renderPage(page, options.format), options.out);
    });

  project
    .command('latency')
    .description('project how long journeys take, by region of the viewer')
    .option('--from <region>', 'a region that viewers are near to; may be repeated', collect, [])
    .option('--observe <url>', 'take thumbnail times and the hit ratio from a running safelight', endpoint)
    .addOption(formatOption('json'))
    .addOption(outOption())
    .action(async (_: PageOptions, command: Command) => {
      const { projectLatencies } = await import('../projections/command.ts');
      await projectLatencies(command.optsWithGlobals<ProjectOptions & LatencyOptions>());
    });

  project
    .command('inputs')
    .description('list every input with its value, and where that comes from')
    .action(async () => {
      const { describeInputs } = await import('../projections/command.ts');
      process.stdout.write(describeInputs());
    });
}

async function loadPrices(path: string | undefined): Promise<PriceBook> {
  const [{ createPriceBook }, { readPrices }, { readPriceFile }] = await Promise.all([
    import('../projections/price-book.ts'),
    import('#fixtures'),
    import('../projections/price-file.ts'),
  ]);
  return createPriceBook(path === undefined ? readPrices() : await readPriceFile(path));
}

function dollars(text: string): number {
  const value = Number(text.replace(/^\$/, ''));
  if (!/^\$?\d+(?:\.\d+)?$/.test(text))
    throw new InvalidArgumentError('An amount is dollars, like 50 or 49.90.');
  return value;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A seed is a whole number.');
  return Number(text);
}
