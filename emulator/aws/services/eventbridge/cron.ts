/**
 * Cron expressions of six fields: minutes, hours, day of month, month, day of week (1 is Sunday), year; with `,` `-` `*`
 * `/` `?`, and `L`, `W` and `#` for days (user guide "Cron expressions", 2026-11). One of the two day fields has to be
 * `?`.
 */
import { days, minutes, startOfDay, toDate, type Instant } from '../../kernel/instant.ts';
import { invalidSchedule } from './errors.ts';

export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  readonly isDay: (day: Day) => boolean;
}

interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly date: number;
  /** 1 is Sunday. */
  readonly weekday: number;
  /** The number of days in its month. */
  readonly last: number;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const LAST_YEAR = 2199;

/** @throws AwsError ValidationException */
export function readCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  const [minute = '', hour = '', date = '', month = '', weekday = '', year = ''] = fields;
  if (fields.length !== 6 || (date === '?') === (weekday === '?')) throw invalidSchedule();
  return {
    minutes: readValues(minute, 0, 59),
    hours: readValues(hour, 0, 23),
    months: readValues(month, 1, 12, MONTHS),
    years: readValues(year, 1970, LAST_YEAR),
    isDay: date === '?' ? readWeekdays(weekday) : readDates(date),
  };
}

/** The first matching minute after an instant. */
export function nextOf(cron: Cron, after: Instant): Instant | undefined {
  const start = Math.floor(after / minutes(1)) * minutes(1) + minutes(1);
  for (let midnight = startOfDay(start); ; midnight += days(1)) {
    const day = dayAt(midnight);
    if (day.year > LAST_YEAR) return undefined;
    if (!cron.years.has(day.year) || !cron.months.has(day.month) || !cron.isDay(day)) continue;
    for (let at = Math.max(start, midnight); at < midnight + days(1); at += minutes(1)) {
      const minute = (at - midnight) / minutes(1);
      if (cron.hours.has(Math.floor(minute / 60)) && cron.minutes.has(minute % 60)) return at;
    }
  }
}

function dayAt(midnight: Instant): Day {
  const at = toDate(midnight);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + 1];
  return { year, month, date: at.getUTCDate(), weekday: at.getUTCDay() + 1, last: daysIn(month, year) };
}

function daysIn(month: number, year: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function readValues(text: string, least: number, most: number, names: readonly string[] = []): Set<number> {
  const values = new Set<number>();
  const read = (word: string): number => {
    const named = names.indexOf(word.toUpperCase());
    const value = named >= 0 ? named + 1 : /^\d+$/.test(word) ? Number(word) : Number.NaN;
    if (!(value >= least && value <= most)) throw invalidSchedule();
    return value;
  };
  for (const part of text.split(',')) {
    const [range = '', step, ...rest] = part.split('/');
    if (rest.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) throw invalidSchedule();
    const [from = '', to, ...more] = range === '*' ? [String(least), String(most)] : range.split('-');
    if (more.length > 0) throw invalidSchedule();
    const first = read(from);
    const last = to === undefined ? (step === undefined ? first : most) : read(to);
    // FRI-MON goes over the end.
    const span = last >= first ? last - first : last + (most - least + 1) - first;
    for (let offset = 0; offset <= span; offset += Number(step ?? 1)) {
      values.add(least + ((first - least + offset) % (most - least + 1)));
    }
  }
  return values;
}

function readDates(text: string): Cron['isDay'] {
  if (text === 'L') return ({ date, last }) => date === last;
  if (text === 'LW') return (day) => day.date === nearestWeekday(day, day.last);
  const [, wanted] = /^(\d{1,2})W$/.exec(text) ?? [];
  if (wanted !== undefined) {
    const [date] = readValues(wanted, 1, 31);
    return (day) => date! <= day.last && day.date === nearestWeekday(day, date!);
  }
  const dates = readValues(text, 1, 31);
  return ({ date }) => dates.has(date);
}

/** The date of the Monday to Friday nearest to a date, within its month. */
function nearestWeekday({ date, weekday, last }: Day, wanted: number): number {
  const on = (weekday - 1 + (wanted - date) + 70) % 7;
  if (on === 6) return wanted === 1 ? 3 : wanted - 1;
  if (on === 0) return wanted === last ? wanted - 2 : wanted + 1;
  return wanted;
}

function readWeekdays(text: string): Cron['isDay'] {
  if (text === 'L') return ({ weekday }) => weekday === 7;
  const [, word = '', suffix, ordinal] = /^(\w{1,3}?)(L|#([1-5]))$/i.exec(text) ?? [];
  if (suffix === undefined) {
    const weekdays = readValues(text, 1, 7, WEEKDAYS);
    return ({ weekday }) => weekdays.has(weekday);
  }
  const [wanted] = readValues(word, 1, 7, WEEKDAYS);
  return ordinal === undefined
    ? ({ weekday, date, last }) => weekday === wanted && date > last - 7
    : ({ weekday, date }) => weekday === wanted && Math.ceil(date / 7) === Number(ordinal);
}
