/** A storm in words, for people and for programs. */
import { printableLines } from '../printable.ts';
import type { Storm } from './storm.ts';

const number = (n: number): string => Math.round(n).toLocaleString('en');

/** Faults shown before the list is cut off. */
const MOST_WRONG = 20;

export function stormText({ options, struck, reckoning, took, elapsed }: Storm): string {
  const { uploads, poison, seed } = options;
  const { thumbnails, records, queues, wrong } = reckoning;
  const minutes = (milliseconds: number): string => `${(milliseconds / 60_000).toFixed(1)} minutes`;
  return printableLines(
    [
      `${number(uploads)} images and ${number(poison)} files that are none, seed ${JSON.stringify(seed)}`,
      `took ${minutes(took)}, in which ${minutes(elapsed)} passed in the cloud`,
      `struck:     ${Object.entries(struck)
        .map(([name, times]) => `${number(times)} ${name}`)
        .join(', ')}`,
      `thumbnails: ${number(thumbnails)} of ${number(uploads)}`,
      `records:    ${number(records)} of ${number(uploads)}`,
      ...queues.map(({ name, messages, reasons }) => {
        const why = Object.entries(reasons).map(([reason, times]) => `${number(times)}: ${reason}`);
        return `${name}: ${messages === 0 ? 'empty' : `${number(messages)} (${why.join('; ')})`}`;
      }),
      ...(wrong.length === 0
        ? ['Nothing is lost, nothing is double, nothing is unexplained.']
        : [`${number(wrong.length)} things are wrong:`, ...wrong.slice(0, MOST_WRONG)]),
      '',
    ].join('\n'),
  );
}

export const stormJson = (storm: Storm): string => {
  const { onProgress: _, ...options } = storm.options;
  return `${JSON.stringify({ ...storm, options }, undefined, 2)}\n`;
};
