import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { SafelightError } from '#aws/terms';
import type { FoundTemplate, Surroundings } from '../setup/surroundings.ts';

interface InitOptions {
  readonly template?: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly yes?: boolean;
  readonly force?: boolean;
}

export function addInit(program: Command): void {
  program
    .command('init')
    .description('begin in a project: write a configuration, a first scenario and a workflow')
    .argument('[folder]', 'the project', '.')
    .option('--template <file>', 'CloudFormation or SAM template of the pipeline, relative to the project')
    .option('--bucket <id>', 'logical id of the bucket that takes uploads')
    .option('--key <key>', 'keys of uploads, as in uploads/{user}/{name}.{extension}')
    .option('-y, --yes', 'ask nothing')
    .option('--force', 'write over files that are there')
    .action(async (folder: string, options: InitOptions) => {
      const [{ surroundingsOf, readTemplate }, { firstFiles }, { askedPlan, assumedPlan }] =
        await Promise.all([
          import('../setup/surroundings.ts'),
          import('../setup/first-files.ts'),
          import('../setup/interview.ts'),
        ]);
      if (!existsSync(folder)) {
        throw new SafelightError('ERR_INIT', `There is no folder ${folder}.`, { hint: 'Make it first.' });
      }
      const found = surroundingsOf(folder);
      const template =
        options.template === undefined ? undefined : givenTemplate(readTemplate, folder, options.template);
      const given = {
        ...(template !== undefined && { template }),
        ...(options.bucket !== undefined && { bucket: options.bucket }),
        ...(options.key !== undefined && { key: options.key }),
      };
      const asks = options.yes !== true && process.stdin.isTTY;
      const plan = asks ? await askedPlan(found, given) : assumedPlan(found, given);
      const files = firstFiles(plan);
      const there = Object.keys(files).filter((path) => existsSync(join(folder, path)));
      if (there.length > 0 && options.force !== true) {
        throw new SafelightError('ERR_INIT', `Nothing was written: ${there.join(', ')} stands already.`, {
          hint: '--force writes over what is there.',
        });
      }
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      process.stdout.write(
        [...Object.keys(files).map((path) => `wrote ${path}`), ...nextSteps(found)].join('\n') + '\n',
      );
    });
}

function givenTemplate(
  read: (folder: string, file: string) => FoundTemplate | undefined,
  folder: string,
  file: string,
): FoundTemplate {
  const found = existsSync(join(folder, file)) ? read(folder, file) : undefined;
  if (found !== undefined) return found;
  throw new SafelightError('ERR_INIT', `${file} is no CloudFormation template in ${folder}.`, {
    hint: 'Name a file with Resources, in YAML or JSON, relative to the project.',
  });
}

const ADD = {
  npm: 'npm install --save-dev',
  pnpm: 'pnpm add --save-dev',
  yarn: 'yarn add --dev',
  bun: 'bun add --dev',
} as const;

function nextSteps({ packages, hasVitest, templates, tools }: Surroundings): readonly string[] {
  const deployedElsewhere = templates.length === 0 && tools.length > 0;
  return [
    '',
    `next: ${ADD[packages]} safelight${hasVitest ? '' : ' vitest'}`,
    '      npx safelight test',
    ...(deployedElsewhere
      ? [
          '',
          `${tools.join(' and ')} deploys this project. Deploy it to a running cloud (safelight up --blueprint none),`,
          'then name the cloud in target.endpoint and what stands there in pipeline.',
        ]
      : []),
  ];
}
