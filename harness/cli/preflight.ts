import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { SafelightError } from '#aws/terms';
import { printableLines } from '../printable.ts';
import type { Design } from '../preflight/stage.ts';

interface PreflightOptions {
  readonly upload: readonly string[];
  readonly view: readonly string[];
  readonly page: readonly string[];
  readonly parameter: readonly string[];
  readonly write?: string;
  readonly json?: boolean;
}

const MOST_BYTES = 1_048_576;

const collect = (text: string, before: readonly string[]): readonly string[] => [...before, text];

function pair(text: string, before: readonly string[]): readonly string[] {
  if (!text.includes('=')) throw new InvalidArgumentError('Write NAME=VALUE.');
  return [...before, text];
}

export function addPreflight(program: Command): void {
  program
    .command('preflight')
    .description('say what AWS would refuse of a design, or silently not do')
    .argument('<path>', 'a CloudFormation template, YAML or JSON, or the name of a blueprint')
    .option(
      '--upload <bucket=pattern>',
      'a path of uploads, like ImageBucket=uploads/{user}/{id}.{ext}',
      pair,
      [],
    )
    .option('--view <name=path>', 'a path of the distribution, like image=/images/{key}', pair, [])
    .option('--page <origin>', 'an origin of pages that upload', collect, [])
    .option('--parameter <name=value>', 'a parameter of the template', pair, [])
    .option('--write <file>', 'write a blueprint there, as JSON, for findings to name its lines')
    .option('--json', 'print one line of JSON')
    .action(async (path: string, options: PreflightOptions) => {
      const [{ preflight }, { describeFindings }, { startProgress }] = await Promise.all([
        import('../preflight/preflight.ts'),
        import('../preflight/describe.ts'),
        import('./progress.ts'),
      ]);
      const design = await designAt(path, options);
      const progress = startProgress(options.json !== true);
      const findings = await preflight(design, progress.step).finally(progress.stop);
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ design: design.name, findings })}\n`
          : printableLines(describeFindings(design.name, findings)),
      );
      process.exitCode = findings.length === 0 ? 0 : 1;
    });
}

/** @throws SafelightError ERR_DESIGN, ERR_BLUEPRINT */
async function designAt(path: string, options: PreflightOptions): Promise<Design> {
  if (!existsSync(path)) {
    if (/\.(ya?ml|json|template)$/.test(path)) {
      throw new SafelightError('ERR_DESIGN', `There is no file ${path}.`, {
        hint: 'Give a CloudFormation template, or the name of a blueprint like pettracker/as-written.',
      });
    }
    const [{ blueprintDesign }, { findBlueprint }] = await Promise.all([
      import('../preflight/blueprint-design.ts'),
      import('../blueprints.ts'),
    ]);
    const { write: file } = options;
    return blueprintDesign(
      findBlueprint(path),
      file === undefined ? {} : { file, onText: async (text) => writeFile(file, text) },
    );
  }
  const { templateDesign } = await import('../preflight/template-design.ts');
  const parameters = Object.fromEntries(
    options.parameter.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
  );
  const text = await readTemplate(path);
  const { upload: uploads, view: views, page: pages } = options;
  return templateDesign({ file: path, text, parameters, uploads, views, pages });
}

async function readTemplate(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new SafelightError('ERR_DESIGN', `${path} cannot be read.`, { hint: 'Give a file.', cause });
  });
  if (bytes.byteLength > MOST_BYTES) {
    throw new SafelightError('ERR_DESIGN', `${path} is larger than a template may be.`, {
      hint: 'CloudFormation takes templates up to 1 MB.',
    });
  }
  return bytes.toString('utf8');
}
