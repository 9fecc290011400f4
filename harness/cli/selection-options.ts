/** The options that say which scenarios to run, the same for every command that runs some. */
import { InvalidArgumentError, type Command } from 'commander';
import type { Selection } from '../suite/selection.ts';

export interface SelectionOptions {
  readonly suite?: string;
  readonly family: readonly string[];
  readonly tag: readonly string[];
  readonly name?: string;
  readonly changed?: string | boolean;
  readonly shard?: string;
  readonly seed?: number;
}

const collect = (text: string, before: readonly string[]): readonly string[] => [...before, text];

export const addSelection = (command: Command): Command =>
  command
    .option('--family <name>', 'only scenarios of this family (a folder); may be repeated', collect, [])
    .option('--suite <text>', 'only scenarios whose file contains this')
    .option('--name <text>', 'only scenarios whose sentence contains this')
    .option('--tag <expression>', 'only scenarios that need this: cdn, "functions and not cdn"', collect, [])
    .option(
      '--changed [commit]',
      'only scenarios that changed files reach: uncommitted ones, or since a commit',
    )
    .option('--shard <part>', 'only one part of the files: 1/3, 2/3, 3/3')
    .option('--seed <number>', 'run files and scenarios in the order of this number', seed);

function seed(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A seed is a whole number.');
  return Number(text);
}

export const selectionOf = ({ suite, family, tag, ...rest }: SelectionOptions): Selection => ({
  ...rest,
  families: family,
  files: suite === undefined ? [] : [suite],
  tags: tag,
});
