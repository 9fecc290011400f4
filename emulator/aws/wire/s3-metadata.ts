/**
 * User metadata that ASCII headers cannot carry. S3 answers it as RFC 2047 words: in quoted-printable, or in base64 when
 * there are control characters or no majority of ASCII; what already looks like such a word goes back unchanged.
 *
 * Evidence: fact sheet S3 §5; the majority and what quoted-printable escapes, answers that LocalStack recorded from AWS
 * (test_s3.py, February 2026) and the example of the user guide.
 */

const PRINTABLE = /^[\t\u0020-\u007e]*$/;
// oxlint-disable-next-line no-control-regex -- control characters decide the encoding
const CONTROL = /[\u0000-\u001f\u007f]/;
const BEYOND_ASCII = /[^\u0000-\u007f]/g; // oxlint-disable-line no-control-regex -- all of ASCII
const UNSAFE_BYTE = /[^!-~]|[=?_]/;

/** A metadata value as S3 puts it in a header. */
export function encodeMetadata(value: string): string {
  if (PRINTABLE.test(value)) return value;
  const bytes = Buffer.from(value, 'utf8');
  return CONTROL.test(value) || !mostlyAscii(value)
    ? `=?UTF-8?B?${bytes.toString('base64')}?=`
    : `=?UTF-8?Q?${[...bytes].map(quoted).join('')}?=`;
}

function mostlyAscii(value: string): boolean {
  const others = value.match(BEYOND_ASCII)?.length ?? 0;
  return value.length > 2 * others;
}

function quoted(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === ' ') return '_';
  return UNSAFE_BYTE.test(character) ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : character;
}
