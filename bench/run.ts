/**
 * `npm run bench [-- NAME…] [--seconds N] [--json]`: measures the benchmarks whose names contain one of the words given,
 * or all. Numbers compare on one idle machine only; nothing here passes or fails.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { measure } from './measure.ts';
import type { Benchmark, Measurement } from './measure.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, seconds: { type: 'string', default: '4' } },
});
const seconds = Number(values.seconds);

const files = globSync('*.bench.ts', { cwd: import.meta.dirname }).toSorted();
const benchmarks = await Promise.all(
  files.map(async (file) => {
    const module = (await import(pathToFileURL(join(import.meta.dirname, file)).href)) as {
      benchmark: Benchmark;
    };
    return module.benchmark;
  }),
);
const wanted = benchmarks.filter(
  ({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
);

const measurements: Measurement[] = [];
for (const benchmark of wanted) {
  const measurement = await measure(benchmark, { warmUp: seconds * 250, duration: seconds * 1_000 });
  measurements.push(measurement);
  if (!values.json) console.log(row(measurement));
}
if (values.json) console.log(JSON.stringify({ node: process.version, measurements }, undefined, 2));

function row({ name, rate, cpu, p50, p99 }: Measurement): string {
  const whole = (n: number, width: number): string => Math.round(n).toLocaleString('en').padStart(width);
  return `${name.padEnd(32)}${whole(rate, 10)}/s  cpu ${whole(cpu, 7)} µs  p50 ${whole(p50, 8)} µs  p99 ${whole(p99, 8)} µs`;
}
