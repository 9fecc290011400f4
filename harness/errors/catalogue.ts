/** Every code of the errors that safelight itself raises. `scripts/error-codes.test.ts` holds it against the sources. */
import { SafelightError } from '#aws';
import { CLOUD_ERRORS } from './cloud.ts';
import { COMMAND_ERRORS } from './commands.ts';
import { CONFIGURATION_ERRORS } from './configuration.ts';
import { DATA_ERRORS } from './data.ts';
import type { ErrorChapter, ErrorPage } from './error-page.ts';
import { JOURNEY_ERRORS } from './journey.ts';
import { LOAD_ERRORS } from './load.ts';
import { PROJECTION_ERRORS } from './projections.ts';
import { TARGET_ERRORS } from './targets.ts';

export const ERROR_CHAPTERS: readonly ErrorChapter[] = [
  CLOUD_ERRORS,
  DATA_ERRORS,
  COMMAND_ERRORS,
  CONFIGURATION_ERRORS,
  JOURNEY_ERRORS,
  TARGET_ERRORS,
  LOAD_ERRORS,
  PROJECTION_ERRORS,
];

/**
 * The page of a code, however it is capitalised, with or without `ERR_`.
 *
 * @throws SafelightError ERR_ERROR_CODE
 */
export function findErrorPage(text: string): ErrorPage {
  const code = `ERR_${text.toUpperCase().replace(/^ERR_/, '')}`;
  const page = ERROR_CHAPTERS.flatMap(({ pages }) => pages).find((each) => each.code === code);
  if (page !== undefined) return page;
  throw new SafelightError('ERR_ERROR_CODE', `safelight has no error ${JSON.stringify(text)}.`, {
    hint: '`safelight explain` lists all codes.',
  });
}
