/** The three forms in which AWS writes instants: ISO 8601, HTTP dates and epoch seconds. */
import { parseInstant, toIso, toRfc1123 } from '../kernel/instant.ts';
import type { Instant } from '../kernel/instant.ts';
import { remembered } from '../kernel/remembered.ts';
import type { TimestampFormat } from './schema.ts';

/** ISO 8601 as AWS accepts it: a day, or a time of day in UTC or with an offset. */
const ISO = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/i;
const COMPACT_OFFSET = /([+-]\d\d)(\d\d)$/;
const ZONED = /(?:Z|[+-]\d\d:\d\d)$/i;

/** RFC 1123, RFC 850 and asctime, the three forms of RFC 9110. */
const HTTP_DATE =
  /^(?:\w{3}, \d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})|\w{6,9}, \d\d-\w{3}-\d\d \d\d:\d\d:\d\d GMT|\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4})$/;
const ASCTIME = /\d{4}$/;

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** What is read again and again was last modified when it was. */
const httpDate = remembered(toRfc1123);

/** The instant a text names in the given form; undefined when it names none. */
export function readTimestamp(text: string, format: TimestampFormat): Instant | undefined {
  switch (format) {
    case 'date-time':
      return readIso(text);
    case 'http-date':
      if (!HTTP_DATE.test(text)) return undefined;
      return parseInstant(ASCTIME.test(text) && !/[+-]\d{4}$/.test(text) ? `${text} GMT` : text);
    default:
      return NUMBER.test(text) ? readEpoch(Number(text)) : undefined;
  }
}

/** What dates can be, in milliseconds either side of 1970. */
const FARTHEST = 8.64e15;

/** The instant that a number of seconds since 1970 names; undefined when it is no time that there will be. */
export function readEpoch(seconds: number): Instant | undefined {
  const at = Math.round(seconds * 1_000);
  return Math.abs(at) <= FARTHEST ? at : undefined;
}

/** Whole seconds are written without a fraction. */
export function writeTimestamp(at: Instant, format: TimestampFormat): string {
  switch (format) {
    case 'date-time':
      return toIso(at).replace('.000Z', 'Z');
    case 'http-date':
      return httpDate(at);
    default:
      return String(at / 1_000);
  }
}

function readIso(text: string): Instant | undefined {
  if (!ISO.test(text)) return undefined;
  if (text.length === 10) return parseInstant(text);
  const spaced = text.replace(COMPACT_OFFSET, '$1:$2');
  return parseInstant(ZONED.test(spaced) ? spaced : `${spaced}Z`);
}
