/** The door for those who write the reference: what of it stands in the code. */
export { createProgram } from './cli/main.ts';
export { KNOWN_DEVIATIONS } from './targets/deviations/named-deviations.ts';
export { ERROR_CHAPTERS } from './errors/catalogue.ts';
export type { ErrorChapter, ErrorPage } from './errors/error-page.ts';
