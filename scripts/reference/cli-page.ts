import type { Argument, Command, Option } from 'commander';
import { cell, sentence, table } from './markdown.ts';

/** The page `docs/reference/cli.md`: every command with its arguments and options, as the program itself knows them. */
export function cliPage(program: Command): string {
  const commands = program.commands.filter(({ commands: below }) => below.length === 0);
  const groups = program.commands.filter(({ commands: below }) => below.length > 0);
  const all = [...commands, ...groups].toSorted((a, b) => (a.name() < b.name() ? -1 : 1));
  return [
    '# Command line',
    '',
    'Written from the definitions that the program itself reads; a test fails when it is out of date.',
    '',
    'Exit codes: 0 done, 1 ran and the answer is no, 2 could not run as asked, 70 a defect of safelight. An error has a',
    'code; [errors](errors.md) says of each what it means, and so does `safelight explain CODE` without a network.',
    '',
    ...table(
      ['Command', 'What it does'],
      all.map((command) => [`[\`${command.name()}\`](#safelight-${command.name()})`, command.description()]),
    ),
    ...all.flatMap((command) => section(command, 'safelight', 2)),
  ].join('\n');
}

function section(command: Command, parents: string, level: number): string[] {
  const name = `${parents} ${command.name()}`;
  const options = command.options.filter(({ hidden }) => !hidden);
  return [
    `${'#'.repeat(level)} ${name}`,
    '',
    sentence(command.description()),
    '',
    ...(command.commands.length === 0 || command.registeredArguments.length > 0 ? usage(command, name) : []),
    ...table(['Argument', 'Meaning'], command.registeredArguments.map(argumentRow)),
    ...table(['Option', 'Meaning', 'Default'], options.map(optionRow)),
    ...command.commands.flatMap((below) => section(below, name, level + 1)),
  ];
}

const usage = (command: Command, name: string): string[] => {
  const given = command.registeredArguments.map(placeholder).map((text) => ` ${text}`);
  return ['```', `${name}${given.join('')}${command.options.length > 0 ? ' [options]' : ''}`, '```', ''];
};

function placeholder(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

const argumentRow = (argument: Argument): string[] => [
  `\`${placeholder(argument)}\``,
  [argument.description, choices(argument.argChoices)].filter(Boolean).join('; '),
];

const optionRow = (option: Option): string[] => [
  `\`${cell(option.flags)}\`${option.mandatory ? ' (required)' : ''}`,
  [option.description, choices(option.argChoices)].filter(Boolean).join('; '),
  shownDefault(option),
];

const choices = (names: readonly string[] | undefined): string =>
  names === undefined || names.length === 0 ? '' : `one of ${names.map((name) => `\`${name}\``).join(', ')}`;

function shownDefault({ defaultValue, defaultValueDescription, negate }: Option): string {
  if (defaultValueDescription !== undefined) return defaultValueDescription;
  if (negate || defaultValue === undefined) return '';
  if (Array.isArray(defaultValue) && defaultValue.length === 0) return '';
  return `\`${String(defaultValue)}\``;
}
