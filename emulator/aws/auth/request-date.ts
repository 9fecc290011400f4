/**
 * The date of a signed request, in the forms S3 reads: ISO 8601 basic (`20261120T101112Z`), RFC 1123, RFC 850 and
 * asctime. A weekday is not compared with the date. Evidence: fact sheet S3 §2.3(2), measured September 2026.
 *
 * Gaps: of zone names only GMT and UTC are read, beside numeric offsets; S3 knows some fifty more. Numbers out of
 * their range (`25:10:13`) are no date here; S3 carries them over.
 */
import { minutes, parseAmzDate, parseInstant, type Instant } from '../kernel/instant.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const TIME = '(?<hour>\\d{1,2}):(?<minute>\\d{1,2}):(?<second>\\d{1,2})';
const FORMS = [
  new RegExp(
    `^[a-z]{3,9}, +(?<day>\\d{1,2}) (?<month>[a-z]{3,9}) +(?<year>\\d{4}) +${TIME} +(?<zone>\\S+)$`,
    'i',
  ),
  new RegExp(
    `^[a-z]{3,9}, +(?<day>\\d{1,2})-(?<month>[a-z]{3,9})-(?<year>\\d\\d) +${TIME} +(?<zone>\\S+)$`,
    'i',
  ),
  new RegExp(`^[a-z]{3,9} (?<month>[a-z]{3,9}) +(?<day>\\d{1,2}) +${TIME} +(?<year>\\d{4})$`, 'i'),
];

/** A zone's distance east of UTC in milliseconds. */
function zoneOffset(zone: string): number | undefined {
  if (/^(?:gmt|utc)$/i.test(zone)) return 0;
  const [, sign, hour, minute] = /^(?:gmt(?=.*:))?([+-])(\d\d?):?(\d\d)$/i.exec(zone) ?? [];
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59)
    return undefined;
  return minutes(Number(hour) * 60 + Number(minute)) * (sign === '-' ? -1 : 1);
}

function fromFields(fields: Record<string, string | undefined>): Instant | undefined {
  const month = MONTHS.indexOf((fields['month'] ?? '').slice(0, 3).toLowerCase()) + 1;
  const offset = zoneOffset(fields['zone'] ?? 'GMT');
  if (month === 0 || offset === undefined) return undefined;
  const year = fields['year'] ?? '';
  const two = (text: string | number | undefined): string => String(text ?? '').padStart(2, '0');
  const date = `${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(fields['day'])}`;
  const at = parseInstant(
    `${date}T${two(fields['hour'])}:${two(fields['minute'])}:${two(fields['second'])}Z`,
  );
  return at === undefined ? undefined : at - offset;
}

/** `undefined` when the text is no date S3 reads, or one before 1970. */
export function parseRequestDate(text: string): Instant | undefined {
  const basic = parseAmzDate(text);
  if (basic !== undefined) return basic < 0 ? undefined : basic;
  for (const form of FORMS) {
    const fields = form.exec(text)?.groups;
    const at = fields === undefined ? undefined : fromFields(fields);
    if (at !== undefined && at >= 0) return at;
  }
  return undefined;
}
