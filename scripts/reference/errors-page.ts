import type { ErrorChapter, ErrorPage } from '#harness/reference';
import { list, table } from './markdown.ts';

/** The page `docs/reference/errors.md`: every code with its meaning, causes and remedies. */
export function errorsPage(chapters: readonly ErrorChapter[]): string {
  return [
    '# Errors',
    '',
    'Every code that safelight itself raises. What AWS would answer to a client of the cloud has AWS’s own codes, and is',
    'not here. `safelight explain CODE` prints the same without a network. Written from the code; a test fails when a code',
    'has no page, or a page no code.',
    '',
    ...table(
      ['Code', 'Meaning'],
      chapters.flatMap(({ pages }) =>
        pages.map(({ code, meaning }) => [`[\`${code}\`](#${code.toLowerCase()})`, meaning]),
      ),
    ),
    ...chapters.flatMap(({ title, pages }) => [`## ${title}`, '', ...pages.flatMap(section)]),
  ].join('\n');
}

const section = ({ code, meaning, causes, remedies }: ErrorPage): string[] => [
  `### ${code}`,
  '',
  meaning,
  '',
  'How it comes about:',
  '',
  ...list(causes),
  '',
  'What to do:',
  '',
  ...list(remedies),
  '',
];
