/**
 * Times as some of S3's messages print them: Java's `Date.toString()` on a machine in US Pacific time, such as
 * `Tue Dec 31 16:00:00 PST 2019`. Evidence: fact sheet S3 §8.2, §11.17.
 */
import { toDate, type Instant } from '../../kernel/instant.ts';

const FORMAT = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  weekday: 'short',
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
  year: 'numeric',
});

export function pacificTime(at: Instant): string {
  const parts = new Map(FORMAT.formatToParts(toDate(at)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const time = `${part('hour')}:${part('minute')}:${part('second')}`;
  return `${part('weekday')} ${part('month')} ${part('day')} ${time} ${part('timeZoneName')} ${part('year')}`;
}
