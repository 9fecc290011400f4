import { coverage } from '#aws';
import { createProgram, ERROR_CHAPTERS } from '#harness/reference';
import { coveragePage } from '../coverage-page.ts';
import { cliPage } from './cli-page.ts';
import { errorsPage } from './errors-page.ts';

/** Every file below `docs/` that is written from the code, by its path in the repository. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['docs/coverage.md', coveragePage(await coverage())],
    ['docs/reference/cli.md', cliPage(createProgram())],
    ['docs/reference/errors.md', errorsPage(ERROR_CHAPTERS)],
  ]);
}
