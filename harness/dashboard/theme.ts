/** How meanings look: colours that the colour-blind can tell apart (Okabe and Ito), never colour alone. */
import type { Tone } from './line.ts';

interface Look {
  readonly color?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
}

export interface Theme {
  readonly looks: Readonly<Record<Tone, Look>>;
  readonly border: 'round' | 'classic';
  /** Whether only ASCII can be shown. */
  readonly ascii: boolean;
}

const COLOURS: Readonly<Record<Tone, Look>> = {
  normal: {},
  dim: { dimColor: true },
  good: { color: '#009e73' },
  warn: { color: '#e69f00', bold: true },
  bad: { color: '#d55e00', bold: true },
  accent: { color: '#56b4e9' },
  strong: { bold: true },
};

const COLOURLESS: Readonly<Record<Tone, Look>> = {
  normal: {},
  dim: {},
  good: {},
  warn: { bold: true },
  bad: { bold: true },
  accent: {},
  strong: { bold: true },
};

/** @param environment `NO_COLOR` takes colours away, `TERM=dumb` everything but ASCII. */
export function themeFor(environment: Readonly<Record<string, string | undefined>>): Theme {
  const ascii = environment['TERM'] === 'dumb';
  const colourless = ascii || (environment['NO_COLOR'] ?? '') !== '';
  return { looks: colourless ? COLOURLESS : COLOURS, border: ascii ? 'classic' : 'round', ascii };
}
