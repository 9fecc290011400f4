/** Whether lines were written in this order, with anything in between where a line of the page is `…`. */
export function firstMissing(expected: string, written: string): string | undefined {
  const lines = written.split('\n').map((line) => line.trimEnd());
  let at = 0;
  let gap = false;
  for (const line of expected.split('\n').map((each) => each.trimEnd())) {
    if (line === '…') {
      gap = true;
      continue;
    }
    const found = lines.findIndex((each, index) => index >= at && fits(each, line));
    if (found === -1 || (!gap && found !== at)) return line;
    at = found + 1;
    gap = false;
  }
  return undefined;
}

/** Whether a line has the pieces of a form, in order, from its beginning to its end. */
function fits(line: string, form: string): boolean {
  const [first = '', ...rest] = form.split('…');
  const last = rest.pop();
  if (last === undefined) return line === first;
  if (!line.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = line.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return line.length - last.length >= at && line.endsWith(last);
}
