/** Lines of a panel: text with what it means. How a meaning looks is the theme's business; plain output drops it. */
import { printable } from '../printable.ts';

export type Tone = 'normal' | 'dim' | 'good' | 'warn' | 'bad' | 'accent' | 'strong';

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

export type Line = readonly Span[];

export const span = (text: string, tone: Tone = 'normal'): Span => ({ text, tone });
export const line = (...spans: readonly (Span | string)[]): Line =>
  spans.map((each) => (typeof each === 'string' ? span(each) : each));

/** The line cut to a width. Text from outside loses what could move a terminal's cursor. */
export function fitted(spans: Line, width: number): Line {
  let left = width;
  return spans.flatMap(({ text, tone }) => {
    const clean = printable(text);
    const cut = clean.length <= left ? clean : left > 0 ? `${clean.slice(0, left - 1)}…` : '';
    left -= cut.length;
    return cut === '' ? [] : [{ text: cut, tone }];
  });
}

export const textOf = (spans: Line): string => spans.map(({ text }) => printable(text)).join('');

const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const DIGITS = ['.', '1', '2', '3', '4', '5', '6', '7'];

/** The newest values as bars, one column each; digits where blocks cannot be shown. */
export function sparkline(values: readonly number[], width: number, ascii = false): string {
  const glyphs = ascii ? DIGITS : BLOCKS;
  const shown = values.slice(-width);
  const top = Math.max(...shown, 0);
  return shown
    .map((value) => {
      if (top === 0 || value === 0) return ascii ? '.' : ' ';
      return glyphs[Math.min(7, Math.max(0, Math.ceil((value / top) * 8) - 1))];
    })
    .join('');
}

/** A bar of a share, `███░░░`. */
export function bar(share: number, width: number, ascii = false): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return `${(ascii ? '#' : '█').repeat(full)}${(ascii ? '-' : '░').repeat(width - full)}`;
}
