import type { SafelightError } from '#aws';
import { printableLines } from '../printable.ts';

/** An error as the command line prints it: what happened, what to do, and where more of it is written. */
export const errorText = ({ code, message, hint }: SafelightError): string =>
  printableLines(`${code}: ${message}\n${hint}\nMore: safelight explain ${code}\n`);
