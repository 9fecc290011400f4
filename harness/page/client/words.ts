/** Numbers as people read them. */
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

export function bytesText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 2 ** (10 * power);
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
}

/** Fractions of a cent matter here: a photo costs one thousandth of one. */
export const dollarsText = (usd: number): string =>
  usd === 0
    ? '$0'
    : usd >= 1
      ? `$${usd.toFixed(2)}`
      : `$${usd.toFixed(Math.min(9, 2 - Math.floor(Math.log10(usd))))}`;

/** `2026-11-28 23:30:05` */
export const timeText = (at: number | string): string =>
  new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** The last part of an ARN or a path. */
export const lastPart = (text: string): string => text.split(/[:/]/).at(-1) ?? text;

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const DURATIONS: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };

/** Milliseconds of `90d`, `1h30m`; undefined for anything else. */
export function durationOf(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smhdw])/gy)];
  const isWhole = parts.length > 0 && parts.map(([part]) => part).join('') === text;
  return isWhole
    ? parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (DURATIONS[unit] ?? 0), 0)
    : undefined;
}
