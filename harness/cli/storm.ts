import { InvalidArgumentError, type Command } from 'commander';
import type { StormOptions } from '../storm/storm.ts';
import { startProgress } from './progress.ts';

interface Options extends Omit<StormOptions, 'onProgress'> {
  readonly json?: boolean;
}

export function addStorm(program: Command): void {
  program
    .command('storm')
    .description('upload into a temporary cloud full of faults, and reckon up what became of every upload')
    .option('--uploads <number>', 'images to upload', whole, 1_000)
    .option('--poison <number>', 'files among them that are no images', whole, 10)
    .option('--seed <text>', 'the same seed strikes the same', 'storm')
    .option('--duplicates <part>', 'part of all deliveries that come twice', part, 0.05)
    .option('--reorders <part>', 'part of all deliveries that come up to 30 s late', part, 0.05)
    .option('--crashes <part>', 'part of all work that ends before it is acknowledged', part, 0.02)
    .option('--json', 'print the result as JSON')
    .action(async ({ json, ...options }: Options) => {
      const [{ runStorm }, { stormJson, stormText }] = await Promise.all([
        import('../storm/storm.ts'),
        import('../storm/storm-report.ts'),
      ]);
      const { step: onProgress, stop } = startProgress(json !== true);
      const storm = await runStorm({ ...options, onProgress }).finally(stop);
      process.stdout.write(json ? stormJson(storm) : stormText(storm));
      if (storm.reckoning.wrong.length > 0) process.exitCode = 1;
    });
}

function whole(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('A whole number is wanted.');
  return Number(text);
}

function part(text: string): number {
  const value = Number(text);
  if (text === '' || !(value >= 0 && value <= 1)) throw new InvalidArgumentError('A part is from 0 to 1.');
  return value;
}
