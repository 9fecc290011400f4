/**
 * The fenced blocks of a page. What follows the language says how a block is run:
 *
 * - nothing: a `sh` block is run, a `ts`, `js` or `python` block is run as a program of that language;
 * - `file=upload.ts`: it is written under that name, for a later block to use;
 * - `install`: `npm install` and names; a reader has these packages, besides safelight, and no others;
 * - `background`: it is left running, once it has written its first lines;
 * - `exit=1`: it ends with that status;
 * - `output`: it is no program but what the block before writes; `…` stands for anything;
 * - `norun: WHY`: it is not run, and WHY says the reason.
 */
export interface Snippet {
  readonly language: string;
  /** First line of the text in the page, from 1. */
  readonly line: number;
  readonly text: string;
  readonly file: string | undefined;
  /** Packages that it installs. */
  readonly install: readonly string[] | undefined;
  readonly background: boolean;
  readonly exit: number;
  readonly output: boolean;
  readonly norun: string | undefined;
}

/** Languages that are shown and never run: they are pictures of something, not instructions. */
const SHOWN = new Set(['mermaid']);

export function readSnippets(page: string): Snippet[] {
  const snippets: Snippet[] = [];
  let open: { readonly info: string; readonly line: number; readonly text: string[] } | undefined;
  for (const [index, line] of page.split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (open === undefined && fence !== null) open = { info: fence[1] ?? '', line: index + 2, text: [] };
    else if (open !== undefined && fence !== null) {
      snippets.push(snippetOf(open.info, open.line, open.text.join('\n')));
      open = undefined;
    } else open?.text.push(line);
  }
  return snippets.filter(({ language }) => !SHOWN.has(language));
}

function snippetOf(info: string, line: number, text: string): Snippet {
  const [language = '', ...rest] = info.trim().split(' ');
  const words = rest.join(' ');
  return {
    language,
    line,
    text,
    file: /(?:^| )file=(\S+)/.exec(words)?.[1],
    install: words === 'install' ? packagesOf(text) : undefined,
    background: /(?:^| )background(?: |$)/.test(words),
    exit: Number(/(?:^| )exit=(\d+)/.exec(words)?.[1] ?? 0),
    output: /^output(?: |$)/.test(words),
    norun: /^norun: (.+)$/.exec(words)?.[1],
  };
}

/** `npm install --save-dev a b` */
const packagesOf = (command: string): string[] =>
  command
    .trim()
    .split(/\s+/)
    .slice(2)
    .filter((word) => !word.startsWith('-'));
