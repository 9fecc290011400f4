/** `--verbose`: of a cloud everything that happens, a line each, and of an error what brought it about. */
import { inspect } from 'node:util';
import type { Cloud } from '#aws';
import { printableLines } from '../printable.ts';
import { entryLine } from '../report/story.ts';

/** Tells of every entry of the cloud's journal from now on, over resets too. */
export function tellJournal(
  cloud: Pick<Cloud, 'journal' | 'onReset'>,
  write: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): void {
  const tell = (): void => {
    cloud.journal.subscribe((entry) => write(printableLines(entryLine(entry))));
  };
  tell();
  // With a reset a journal begins anew.
  cloud.onReset({ after: tell });
}

/** What brought an error about, from the nearest cause to the first. */
export function causesText(error: Error): string {
  const causes: string[] = [];
  let cause: unknown = error.cause;
  while (cause instanceof Error) {
    causes.push(cause.stack ?? cause.message);
    cause = cause.cause;
  }
  if (cause !== undefined) causes.push(inspect(cause));
  return causes.map((text) => printableLines(`caused by: ${text}\n`)).join('');
}
