/** `safelight explain [CODE]`: the page of an error from the reference, without a network. */
import type { Command } from 'commander';
import type { ErrorChapter, ErrorPage } from '../errors/error-page.ts';

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('say what an error code means and what to do, or list all codes')
    .argument('[code]', 'as a command printed it, like ERR_PORT_IN_USE')
    .action(async (code: string | undefined) => {
      const { ERROR_CHAPTERS, findErrorPage } = await import('../errors/catalogue.ts');
      process.stdout.write(code === undefined ? listing(ERROR_CHAPTERS) : explanation(findErrorPage(code)));
    });
}

const explanation = ({ code, meaning, causes, remedies }: ErrorPage): string =>
  [
    `${code}: ${meaning}`,
    '',
    'How it comes about',
    ...causes.map((cause) => `  - ${cause}`),
    '',
    'What to do',
    ...remedies.map((remedy) => `  - ${remedy}`),
    '',
  ].join('\n');

const listing = (chapters: readonly ErrorChapter[]): string =>
  chapters
    .map(({ title, pages }) =>
      [title, ...pages.map(({ code, meaning }) => `  ${code.padEnd(24)} ${meaning}`), ''].join('\n'),
    )
    .join('\n');
