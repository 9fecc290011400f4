/**
 * `npm run bench [-- NAME…] [--seconds N] [--json FILE] [--hold]`: measures the comparisons and figures whose names, or whose files'
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

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hold: { type: 'boolean', default: false },
    json: { type: 'string' },
    seconds: { type: 'string', default: '4' },
  },
});
const seconds = Number(values.seconds);

const comparisons: Comparison[] = [];
const figures: Figure[] = [];
const isWanted = (file: string, name: string): boolean =>
  positionals.length === 0 || positionals.some((word) => name.includes(word) || file.includes(word));
for (const file of globSync('*.bench.ts', { cwd: import.meta.dirname }).toSorted()) {
  const module = (await import(pathToFileURL(join(import.meta.dirname, file)).href)) as {
    comparisons?: readonly Comparison[];
    figures?: readonly Figure[];
  };
  comparisons.push(...(module.comparisons ?? []).filter(({ name }) => isWanted(file, name)));
  figures.push(...(module.figures ?? []).filter(({ name }) => isWanted(file, name)));
}
if (comparisons.length + figures.length === 0) {
  console.error(`Nothing that is measured is called ${positionals.join(' or ')}.`);
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
if (values.json !== undefined) {
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memory: totalmem(), node: process.version };
  const report = { at: new Date().toISOString(), machine, results, figures: sizes };
  writeFileSync(values.json, `${JSON.stringify(report, undefined, 2)}\n`);
}
if (values.hold) {
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
