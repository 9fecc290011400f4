/** One page as one shell script: blocks in order, in one session, as somebody who follows the page types them. */
import type { Snippet } from './read-snippets.ts';

/** Stands before the number of a block in what the script writes. */
export const MARK = '\u001E';

const INTERPRETERS: Readonly<Record<string, readonly [command: string, ending: string]>> = {
  ts: ['node', 'mts'],
  js: ['node', 'mjs'],
  python: ['/usr/bin/python3', 'py'],
};

/** What a page that is followed to the letter would use; each run has a port of its own instead. */
const PORT_OF_PAGES = '4566';

export function pageScript(snippets: readonly Snippet[], port: number): string {
  const placed = (text: string): string =>
    text
      .replaceAll(`:${PORT_OF_PAGES}`, `:${port}`)
      .replaceAll(/safelight (up|start)\b/g, `safelight $1 --port ${port}`);
  const run = snippets.flatMap((snippet, index) => {
    const { language, file, output, norun, install } = snippet;
    if (output || norun !== undefined || install !== undefined) return [];
    const text = placed(snippet.text);
    const start = `printf '${MARK}%s\\n' ${index}`;
    if (file !== undefined) return [start, write(file, text)];
    if (language === 'sh') return [start, shell(text, snippet)];
    const [command, ending] = INTERPRETERS[language] ?? [];
    if (command === undefined)
      return [start, `echo "nobody runs ${language || 'a block without a language'}"; exit 1`];
    const name = `snippet-${index}.${ending}`;
    return [start, write(name, text), shell(`${command} ${name}`, snippet)];
  });
  return ['exec 2>&1 </dev/null', 'set -e', ...run, ''].join('\n');
}

const write = (file: string, text: string): string =>
  `mkdir -p "$(dirname ${file})"; cat > ${file} <<'${MARK}'\n${text}\n${MARK}`;

function shell(text: string, { background, exit }: Snippet): string {
  if (background) return inBackground(text);
  return exit === 0 ? text : `set +e\n${text}\nstatus=$?; set -e; [ $status = ${exit} ]`;
}

/** Goes on when the cloud has said that it is up, and keeps reading, so that it never waits for a reader. */
const inBackground = (text: string): string =>
  [
    `exec {out}< <(exec 2>&1; ${text})`,
    'ready=; while IFS= read -r -u $out line; do printf "%s\\n" "$line"; case "$line" in *Ctrl-C*) ready=1; break;; esac; done',
    '[ -n "$ready" ]',
    'cat <&$out >/dev/null &',
  ].join('\n');
