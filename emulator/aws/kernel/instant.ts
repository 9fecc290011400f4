/**
 * Instants and durations. An instant is a count of milliseconds since the Unix epoch, a duration a count of
 * milliseconds; both are plain numbers so that they sort, add and store without conversion. This file is the only
 * place in the emulator where a `Date` is built, and never from the wall clock: that is the clock's business.
 */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A length of time in milliseconds. */
export type Duration = number;

export const milliseconds = (n: number): Duration => n;
export const seconds = (n: number): Duration => n * 1_000;
export const minutes = (n: number): Duration => n * 60_000;
export const hours = (n: number): Duration => n * 3_600_000;
export const days = (n: number): Duration => n * 86_400_000;

/** The SDK's output shapes carry timestamps as `Date`. */
export const toDate = (at: Instant): Date => new Date(at);

/** `2026-11-20T10:11:12.345Z` */
export const toIso = (at: Instant): string => new Date(at).toISOString();

/** `2026-11-20T10:11:12Z`, as signing errors and many records print times. */
export const toIsoSeconds = (at: Instant): string => `${toIso(at).slice(0, 19)}Z`;

/** `20261120T101112Z`, the form of `X-Amz-Date`. */
export const toAmzDate = (at: Instant): string => toIsoSeconds(at).replaceAll(/[-:]/g, '');

const lastDay = { start: Number.NaN, text: '' };

/** `20261120`, the form of credential scopes. */
export function toAmzDay(at: Instant): string {
  const start = startOfDay(at);
  if (start !== lastDay.start) Object.assign(lastDay, { start, text: toAmzDate(start).slice(0, 8) });
  return lastDay.text;
}

/** `Fri, 20 Nov 2026 10:11:12 GMT`, the form of HTTP's `Date` and `Last-Modified`. */
export const toRfc1123 = (at: Instant): string => new Date(at).toUTCString();

/** `20/Nov/2026:10:11:12 +0000`, as access logs and API Gateway's events print times. */
export function toLogTime(at: Instant): string {
  const [, day, month, year, time] = toRfc1123(at).split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

/** The instant rounded down to a whole second, which is all that HTTP dates can carry. */
export const wholeSeconds = (at: Instant): Instant => Math.floor(at / 1_000) * 1_000;

/** The midnight UTC at or before the instant. */
export const startOfDay = (at: Instant): Instant => Math.floor(at / days(1)) * days(1);

/** Reads a date in any form `Date.parse` knows; `undefined` when it is none. */
export function parseInstant(text: string): Instant | undefined {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

const AMZ_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Requests that come within a second carry the same date. */
const lastAmzDate: { text: string; at: Instant | undefined } = { text: '', at: undefined };

/** Reads `20261120T101112Z`; `undefined` when the text has another form or names no real time. */
export function parseAmzDate(text: string): Instant | undefined {
  if (text !== lastAmzDate.text) Object.assign(lastAmzDate, { text, at: readAmzDate(text) });
  return lastAmzDate.at;
}

function readAmzDate(text: string): Instant | undefined {
  const match = AMZ_DATE.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const at = parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // `Date.parse` carries the 30th of February over into March.
  return at === undefined || new Date(at).getUTCDate() !== Number(day) ? undefined : at;
}
