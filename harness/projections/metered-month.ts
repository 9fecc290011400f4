/**
 * A month like a stretch of metered time: what `safelight usage --json` printed of a running cloud, or the report of a
 * load run, with every quantity in proportion to 730 hours. What only builds up (stored bytes) is taken as it stood.
 */
import { SafelightError, type Usage } from '#aws';
import { billableUsage, type MeteredUsage } from './metered.ts';

export interface MeteredMonth extends MeteredUsage {
  /** Hours that were metered. */
  readonly hours: number;
}

const HOUR = 3_600_000;
const HOURS_PER_MONTH = 730;

/** Whether a file's text is one of the forms read here. */
export const isMetered = (text: string): boolean => text.trimStart().startsWith('{');

/** @throws SafelightError ERR_USAGE_FILE */
export function readMeteredMonth(text: string, path: string): MeteredMonth {
  const { usage, hours } = stretchOf(parsed(text, path), path);
  const scale = HOURS_PER_MONTH / hours;
  const month = usage.map((each) => ({ ...each, quantity: each.quantity * scale }));
  return { ...billableUsage(month), hours };
}

interface Stretch {
  readonly usage: readonly Usage[];
  readonly hours: number;
}

function stretchOf(document: Record<string, unknown>, path: string): Stretch {
  const { cost, pace, usage, from, to } = document;
  if (isRecord(cost) && isRecord(pace)) {
    return checked(cost['usage'], Number(pace['seconds']) / 3_600, path);
  }
  return checked(usage, (Date.parse(String(to)) - Date.parse(String(from))) / HOUR, path);
}

function checked(usage: unknown, hours: number, path: string): Stretch {
  if (!Array.isArray(usage) || !usage.every(isUsage)) throw refuse(path, 'holds no metered usage');
  if (!(hours > 0)) throw refuse(path, 'does not say for how long it was metered');
  return { usage, hours };
}

function parsed(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // The refusal below says what was expected.
  }
  throw refuse(path, 'is not JSON');
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isUsage = (value: unknown): value is Usage =>
  isRecord(value) &&
  ['service', 'usageType', 'operation', 'region'].every((name) => typeof value[name] === 'string') &&
  Number.isFinite(value['quantity']) &&
  Number(value['quantity']) >= 0;

const refuse = (path: string, problem: string): SafelightError =>
  new SafelightError('ERR_USAGE_FILE', `${path} ${problem}.`, {
    hint: 'Give what `safelight usage --json` prints, the report.json of `safelight load`, or an Infracost usage file.',
  });
