/** A recorded journal: a JSON document with `entries`, as `/_safelight/journal` answers, or an entry per line. */
import { readFile } from 'node:fs/promises';
import { SafelightError, type JournalEntry } from '#aws';

/** @throws SafelightError ERR_RECORDING */
export async function readRecording(path: string): Promise<readonly JournalEntry[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw refuse(path, `cannot be read (${(cause as Error).message})`);
  }
  const entries = entriesOf(text);
  if (entries === undefined || !entries.every(isEntry)) throw refuse(path, 'is no recorded journal');
  return entries;
}

function entriesOf(text: string): readonly unknown[] | undefined {
  try {
    const whole = JSON.parse(text) as { readonly entries?: unknown } | readonly unknown[];
    if (Array.isArray(whole)) return whole;
    const { entries } = whole as { readonly entries?: unknown };
    if (Array.isArray(entries)) return entries;
    return [whole];
  } catch {
    return linesOf(text);
  }
}

function linesOf(text: string): readonly unknown[] | undefined {
  try {
    return text
      .split('\n')
      .filter((each) => each.trim() !== '')
      .map((each) => JSON.parse(each) as unknown);
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is JournalEntry {
  const { seq, at, cause, type } = (value ?? {}) as Partial<JournalEntry>;
  return (
    typeof seq === 'number' && typeof at === 'number' && typeof cause === 'number' && typeof type === 'string'
  );
}

const refuse = (path: string, problem: string): SafelightError =>
  new SafelightError('ERR_RECORDING', `${path} ${problem}.`, {
    hint: 'Record one with `curl http://127.0.0.1:4566/_safelight/journal > journal.json`.',
  });
