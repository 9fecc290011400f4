import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { controlDocument, coverage, VERSION } from '#aws';
import { createProgram, ERROR_CHAPTERS } from '#harness/reference';
import { coveragePage } from '../coverage-page.ts';
import { readSource, ROOT } from '../source-tree.ts';
import { behavioursPage } from './behaviours-page.ts';
import { cliPage } from './cli-page.ts';
import { configPage } from './config-page.ts';
import { controlPage, type ControlDocument } from './control-page.ts';
import { errorsPage } from './errors-page.ts';
import { measuredPage, readKeptReports } from './measured-page.ts';
import type { Behaviour } from './scenario-files.ts';

/** What a configuration consists of. */
const CONFIG = ['harness/config/config.ts', 'harness/config/pipeline-config.ts'];

/** Every file below `docs/` that is written from the code, by its path in the repository. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  const control = controlDocument(VERSION);
  return new Map([
    ['docs/coverage.md', coveragePage(await coverage())],
    ['docs/public/openapi.json', `${JSON.stringify(control, undefined, 2)}\n`],
    ['docs/reference/behaviours.md', behavioursPage(readBehaviours())],
    ['docs/reference/cli.md', cliPage(createProgram())],
    ['docs/reference/config.md', configPage(CONFIG.map(readSource))],
    ['docs/reference/control-api.md', controlPage(control as unknown as ControlDocument)],
    ['docs/reference/errors.md', errorsPage(ERROR_CHAPTERS)],
    ['docs/reference/measured.md', measuredPage(readKeptReports())],
  ]);
}

/** In a process of its own, because it changes how modules are found. */
export const readBehaviours = (): Behaviour[] =>
  JSON.parse(
    execFileSync(process.execPath, [join(ROOT, 'scripts/reference/behaviours.ts')], { encoding: 'utf8' }),
  ) as Behaviour[];
