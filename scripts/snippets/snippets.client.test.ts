import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSource, ROOT } from '../source-tree.ts';
import { firstMissing } from './expected-output.ts';
import { readSnippets } from './read-snippets.ts';
import { runPage } from './run-page.ts';

/** Pages that are followed: what is written from the code, evidence and records of decisions hold no instructions. */
const PAGES = globSync(['README.md', 'docs/*.md', 'docs/{guides,concepts}/*.md', 'examples/*/README.md'], {
  cwd: ROOT,
}).toSorted();

const pages = PAGES.map((page) => ({ page, snippets: readSnippets(readSource(page)) }));

/** Languages that are run, or written to a file for a block that is. */
const RUN = new Set(['sh', 'ts', 'js', 'python', 'json', 'yaml', 'html']);

/** The line of a page that something does not hold of, with what was written there. */
async function faultOf(page: string, snippets: ReturnType<typeof readSnippets>): Promise<string | undefined> {
  const { status, outputs } = await runPage(snippets);
  const last = [...outputs.keys()].at(-1) ?? 0;
  if (status !== 0) return `${page}:${snippets[last]?.line}: ended with ${status}\n${outputs.get(last)}`;
  for (const [index, { output, text, line }] of snippets.entries()) {
    if (!output) continue;
    const written = outputs.get(index - 1) ?? '';
    const missing = firstMissing(text, written);
    if (missing !== undefined) return `${page}:${line}: no line ${JSON.stringify(missing)} in\n${written}`;
  }
  return undefined;
}

const isRun = ({ output, norun }: ReturnType<typeof readSnippets>[number]): boolean =>
  !output && norun === undefined;

test.for(
  pages.filter(({ snippets }) => snippets.some(isRun)).map(({ page, snippets }) => [page, snippets] as const),
)('every block of %s runs, in order, and writes what stands below it', async ([page, snippets]) => {
  expect(await faultOf(page, snippets)).toBeUndefined();
});

test('a block that is not run says why', () => {
  const silent = pages.flatMap(({ page, snippets }) =>
    snippets
      .filter(({ language, output, norun }) => norun === undefined && !output && !RUN.has(language))
      .map(({ line, language }) => `${page}:${line} ${language}`),
  );
  expect(silent).toEqual([]);
});
