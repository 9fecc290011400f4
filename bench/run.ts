/**
 * `npm run bench -- [NAME…] [--seconds N] [--json FILE] [--hold]`: measures the comparisons and figures whose names, or whose files'
 * names, contain one of the words given, or all. Numbers compare on one machine only, ratios on any; nothing here passes or
 * fails, but for `--hold`, which fails where starting takes longer than its budget.
 */
import { globSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { compare, type Compared, type Comparison, type Figure } from './measure.ts';
import { overBudget } from './speed-budgets.ts';

const USAGE = 'npm run bench -- [NAME…] [--seconds N] [--json FILE] [--hold]';

const { names, seconds, json, hold } = readArguments();

const comparisons: Comparison[] = [];
const figures: Figure[] = [];
const isWanted = (file: string, name: string): boolean =>
  names.length === 0 || names.some((word) => name.includes(word) || file.includes(word));
for (const file of globSync('*.bench.ts', { cwd: import.meta.dirname }).toSorted()) {
  const module = (await import(pathToFileURL(join(import.meta.dirname, file)).href)) as {
    comparisons?: readonly Comparison[];
    figures?: readonly Figure[];
  };
  comparisons.push(...(module.comparisons ?? []).filter(({ name }) => isWanted(file, name)));
  figures.push(...(module.figures ?? []).filter(({ name }) => isWanted(file, name)));
}
if (comparisons.length + figures.length === 0) {
  console.error(`Nothing that is measured is called ${names.join(' or ')}.`);
  process.exitCode = 1;
}

const results: { comparison: string; measurements: readonly Compared[] }[] = [];
for (const comparison of comparisons) {
  console.log(comparison.name);
  const measurements = await compare(comparison, { warmUp: seconds * 250, duration: seconds * 1_000 });
  for (const measurement of measurements) console.log(row(measurement));
  results.push({ comparison: comparison.name, measurements });
}
const sizes: { figure: string; unit: string; size: number }[] = [];
for (const { name, unit, measure } of figures) {
  const size = await measure(seconds * 1_000);
  console.log(`${name.padEnd(40)} ${size.toFixed(1)} ${unit}`);
  sizes.push({ figure: name, unit, size });
}
if (json !== undefined) {
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memory: totalmem(), node: process.version };
  const report = { at: new Date().toISOString(), machine, results, figures: sizes };
  writeFileSync(json, `${JSON.stringify(report, undefined, 2)}\n`);
}
if (hold) {
  const slow = overBudget(results.flatMap(({ measurements }) => measurements));
  for (const each of slow) console.error(`over its budget: ${each}`);
  if (slow.length > 0) process.exitCode = 1;
}

function row({ name, rate, ratio, p50, p99, cpu }: Compared): string {
  const whole = (n: number, width: number): string => Math.round(n).toLocaleString('en').padStart(width);
  const cells = [`${whole(rate, 9)}/s`, `p50 ${whole(p50, 9)} µs`, `p99 ${whole(p99, 9)} µs`];
  if (cpu !== undefined) cells.push(`cpu ${(cpu * 100).toFixed(1)} % of a core`);
  return `  ${name.padEnd(34)} ${cells.join('  ')}  ratio ${ratio.toFixed(2)}`;
}

function readArguments() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        hold: { type: 'boolean', default: false },
        json: { type: 'string' },
        seconds: { type: 'string', default: '4' },
      },
    });
    if (!(Number(values.seconds) > 0)) {
      throw new Error(`--seconds ${values.seconds} is no time that anything could be measured in.`);
    }
    return { ...values, names: positionals, seconds: Number(values.seconds) };
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exit(2);
  }
}
