/** Completion scripts for shells, written from the definitions that the program itself reads. */
import { Argument, type Command } from 'commander';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print a script that completes commands and options: source <(safelight completion bash)')
    .addArgument(new Argument('<shell>', 'which shell it is for').choices(SHELLS))
    .action((shell: Shell) => void process.stdout.write(completionScript(program, shell)));
}

interface Word {
  readonly word: string;
  readonly meaning: string;
}

/** What may follow each command, by its path: `clock advance`. */
function wordsOf(command: Command, path = ''): ReadonlyMap<string, readonly Word[]> {
  const below = command.commands.map((each) => ({ word: each.name(), meaning: each.description() }));
  const options = command.options
    .filter(({ hidden, long }) => !hidden && long !== undefined && long !== null)
    .map(({ long, description }) => ({ word: long ?? '', meaning: description }));
  const own: [string, readonly Word[]] = [
    path,
    [...below, ...options, { word: '--help', meaning: 'show help' }],
  ];
  const deeper = command.commands.flatMap((each) => [...wordsOf(each, `${path} ${each.name()}`.trim())]);
  return new Map([own, ...deeper]);
}

export function completionScript(program: Command, shell: Shell): string {
  const words = wordsOf(program);
  return { bash, zsh, fish }[shell](words);
}

type Words = ReturnType<typeof wordsOf>;

const list = (words: readonly Word[]): string => words.map(({ word }) => word).join(' ');

/** The longest path of commands that stands on the line decides; a word that is none of ours may be a file. */
const bash = (words: Words): string => `_safelight() {
  local at='' word try
  for word in "\${COMP_WORDS[@]:1:$((COMP_CWORD - 1))}"; do
    try="\${at:+$at }$word"
    case "$try" in
${[...words.keys()]
  .filter(Boolean)
  .map((path) => `      '${path}') at="$try" ;;`)
  .join('\n')}
    esac
  done
  local offers=''
  case "$at" in
${[...words].map(([path, own]) => `    '${path}') offers='${list(own)}' ;;`).join('\n')}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$offers" -- "\${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _safelight safelight
`;

/** zsh takes bash's completions, once told to; `path` and `words` mean something of their own there. */
const zsh = (words: Words): string =>
  `autoload -U +X bashcompinit && bashcompinit\n${bash(words).replace('mapfile -t COMPREPLY < <(compgen -W "$offers" -- "${COMP_WORDS[COMP_CWORD]}")', 'COMPREPLY=($(compgen -W "$offers" -- "${COMP_WORDS[COMP_CWORD]}"))')}`;

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;

const fish = (words: Words): string =>
  [...words]
    .flatMap(([path, own]) => {
      const at =
        path === ''
          ? '__fish_use_subcommand'
          : path
              .split(' ')
              .map((word) => `__fish_seen_subcommand_from ${word}`)
              .join('; and ');
      return own.map(({ word, meaning }) =>
        word.startsWith('--')
          ? `complete -c safelight -n ${quoted(at)} -l ${word.slice(2)} -d ${quoted(meaning)}`
          : `complete -c safelight -n ${quoted(at)} -f -a ${word} -d ${quoted(meaning)}`,
      );
    })
    .join('\n')
    .concat('\n');
