import { cell, table } from './markdown.ts';
import type { Behaviour } from './scenario-files.ts';

/** The page `docs/reference/behaviours.md`: every scenario by family, with its source. */
export function behavioursPage(behaviours: readonly Behaviour[]): string {
  const families = [...Map.groupBy(behaviours, familyOf)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    '# Behaviours',
    '',
    `The ${behaviours.length} sentences that \`safelight test\` judges a cloud by, with where each is written. On the embedded cloud all of`,
    'them hold. A target that lacks what a sentence needs says so and passes nothing: that is the column “needs”.',
    'Written from the scenarios; a test fails when it is out of date.',
    '',
    ...table(
      ['Family', 'Sentences'],
      families.map(([family, its]) => [`[${family}](#${family})`, String(its.length)]),
    ),
    ...families.flatMap(([family, its]) => [
      `## ${family}`,
      '',
      ...table(
        ['Behaviour', 'Source', 'Needs'],
        its.map(({ sentence, source, needs = [] }) => [sentence, sourceOf(source), needs.join(', ')]),
      ),
    ]),
  ].join('\n');
}

const familyOf = ({ file }: Behaviour): string => file.split('/')[1] ?? '';

/** Pages become links that name their last part; what is no page stands as it is. */
const sourceOf = (source: string): string =>
  /^https:\S+$/.test(source) ? `[${cell(nameOf(new URL(source)))}](${source})` : source;

function nameOf({ hostname, pathname, hash }: URL): string {
  const last = pathname.split('/').findLast((part) => part !== '');
  return `${last?.replace(/\.html$/, '') ?? hostname}${hash}`;
}
