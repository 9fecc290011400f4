/** What VitePress does not look at when it builds: anchors, links of the navigation, and what pages load from elsewhere. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

const HREF = /<a\b[^>]*?\shref="([^"]*)"/g;
const ID = /\sid="([^"]*)"/g;
/** Elements that fetch: a reader without a network has to see the whole page. */
const FOREIGN = /<(?:script|img|link|iframe|source)\b[^>]*?\s(?:src|href)="((?:https?:)?\/\/[^"]*)"/g;
const FOREIGN_CSS = /(?:url\(|@import\s)\s*["']?((?:https?:)?\/\/[^"')\s]+)/g;

/** Every fault of a built site, as `page: what`. */
export function siteFaults(dist: string): string[] {
  const pages = new Map(
    globSync('**/*.html', { cwd: dist }).map((path) => [path.replaceAll(sep, '/'), readPage(dist, path)]),
  );
  const links = [...pages].flatMap(([page, { hrefs }]) =>
    hrefs.flatMap((href) => {
      const why = deadBecause(href, page, dist, pages);
      return why === undefined ? [] : [`${page}: ${href} ${why}`];
    }),
  );
  const styles = globSync('**/*.css', { cwd: dist }).flatMap((path) =>
    matches(FOREIGN_CSS, readFileSync(join(dist, path), 'utf8')).map((url) => `${path}: loads ${url}`),
  );
  const loads = [...pages].flatMap(([page, { foreign }]) => foreign.map((url) => `${page}: loads ${url}`));
  return [...links, ...loads, ...styles];
}

interface Page {
  readonly hrefs: readonly string[];
  readonly ids: ReadonlySet<string>;
  readonly foreign: readonly string[];
}

function readPage(dist: string, path: string): Page {
  const html = readFileSync(join(dist, path), 'utf8');
  return { hrefs: matches(HREF, html), ids: new Set(matches(ID, html)), foreign: matches(FOREIGN, html) };
}

const matches = (pattern: RegExp, text: string): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found.replaceAll('&amp;', '&'));

function deadBecause(
  href: string,
  page: string,
  dist: string,
  pages: ReadonlyMap<string, Page>,
): string | undefined {
  if (/^[a-z]+:/i.test(href)) return undefined;
  const [path = '', anchor = ''] = href.split('#');
  const named = path.startsWith('/') ? path.slice(1) : join(dirname(page), path);
  const target =
    path === '' ? page : decodeURI(named === '' || named.endsWith('/') ? `${named}index.html` : named);
  const found = pages.get(target) ?? pages.get(`${target}.html`);
  if (found === undefined) return existsSync(join(dist, target)) ? undefined : 'is not there';
  return anchor === '' || found.ids.has(decodeURIComponent(anchor)) ? undefined : 'has no such heading';
}
