/**
 * User metadata that ASCII headers cannot carry. S3 answers it as RFC 2047 words, in quoted-printable or, when there are
 * control characters, in base64; what already looks like such a word goes back unchanged (s3.md section 5).
 */

const PRINTABLE = /^[\u0020-\u007e]*$/;
// oxlint-disable-next-line no-control-regex -- control characters decide the encoding
const CONTROL = /[\u0000-\u001f\u007f]/;
const UNSAFE_BYTE = /[^A-Za-z0-9!*+\-/]/;

/** A metadata value as S3 puts it in a header. */
export function encodeMetadata(value: string): string {
  if (PRINTABLE.test(value)) return value;
  const bytes = Buffer.from(value, 'utf8');
  return CONTROL.test(value)
    ? `=?UTF-8?B?${bytes.toString('base64')}?=`
    : `=?UTF-8?Q?${[...bytes].map(quoted).join('')}?=`;
}

function quoted(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === ' ') return '_';
  return UNSAFE_BYTE.test(character) ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : character;
}
