/**
 * Pages are read in two places. In the repository a link may lead to any file; on the site only to pages. So what leads
 * to a file becomes that file's name, and a link to a file that is not there fails the build.
 */
import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MarkdownRenderer } from 'vitepress';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DOCS = join(ROOT, 'docs');

/** Pages whose text is a file at the root of the repository. */
const INCLUDED = new Map([['CONTRIBUTING.md', 'contributing.md']]);

/** Reads and writes the attributes of a link. */
type Link = NonNullable<ReturnType<MarkdownRenderer['parse']>[number]['children']>[number];

export function repositoryLinks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('repository-links', ({ tokens, env }) => {
    const page = (env as { relativePath?: string }).relativePath ?? '';
    for (const { children } of tokens) unlink(children ?? [], page);
  });
}

function unlink(tokens: Link[], page: string): void {
  for (const [at, token] of tokens.entries()) {
    const href = token.attrGet('href');
    // Only paths: no anchor in the same page, no address elsewhere.
    if (token.type !== 'link_open' || href === null || /^(?:#|\/|[a-z]+:)/i.test(href)) continue;
    const [path = '', anchor] = href.split('#');
    const included = [...INCLUDED.values()].includes(page);
    const file = resolve(included ? ROOT : join(DOCS, page, '..'), decodeURI(path));
    if (!existsSync(file) && !existsSync(`${file}.md`)) {
      throw new Error(`docs/${page} links to ${href}, which is not there`);
    }
    const target = INCLUDED.get(relative(ROOT, file)) ?? inside(file);
    if (target === undefined) asText(tokens, at);
    else if (included || target !== below(file))
      token.attrSet('href', `/${target}${anchor ? `#${anchor}` : ''}`);
  }
}

/** The path on the site of what lies below `docs/`: files in `public/` stand at its root, a README is its folder's page. */
function inside(file: string): string | undefined {
  const path = below(file);
  return path.startsWith('../') ? undefined : path.replace(/^public\/|README\.md$/, '');
}

const below = (file: string): string => relative(DOCS, file).replaceAll(sep, '/');

/** Turns a link into its own text. */
function asText(tokens: Link[], at: number): void {
  const end = tokens.findIndex(({ type }, index) => index > at && type === 'link_close');
  for (const index of [at, end]) {
    const token = tokens[index];
    if (token === undefined) continue;
    token.type = 'text';
    token.tag = '';
    token.nesting = 0;
    token.content = '';
    token.attrs = null;
  }
}
