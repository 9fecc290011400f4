/**
 * DynamoDB's numbers: decimals of up to 38 significant digits between 1E-130 and 9.9…E+125, kept as text and never as
 * floating point. The canonical text is the plain decimal expansion without superfluous zeros, which is what DynamoDB
 * answers however a number was written.
 *
 * Evidence: limits and refusals as in aws.md section E.2, that zero has the exponent it is written with as captured on
 * real tables (public conformance suite, eu-west-2, 2026-10); the byte costs are those of 23 literals measured against the
 * 400 KB limit of real tables (public conformance suite, eu-west-2, 2026-08-18).
 */
import { validation } from './errors.ts';

/** A number other than zero is `0.d₁d₂… × 10^exponent`; zero has no digits. */
interface Decimal {
  readonly negative: boolean;
  /** Significant digits, neither starting nor ending with 0. */
  readonly digits: string;
  readonly exponent: number;
}

const ZERO: Decimal = { negative: false, digits: '', exponent: 0 };

const MAX_DIGITS = 38;
const MAX_EXPONENT = 126;
const MIN_EXPONENT = -129;

/** Exponents beyond 64 bits are no numbers to DynamoDB; those within are judged by its range. */
const MAX_WRITTEN_EXPONENT = 2n ** 63n - 1n;

const LITERAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
/** Texts that are canonical as they stand, whatever their digits: the common case, kept cheap. */
const PLAIN = /^(?:0|-?[1-9]\d{0,36})$/;

/**
 * The canonical text of a number.
 *
 * @throws AwsError ValidationException
 */
export const canonicalNumber = (text: string): string => (PLAIN.test(text) ? text : expand(parse(text)));

/** The bytes that a canonical number counts for: two digits to a byte on either side of the point, and one more. */
export function numberSize(canonical: string): number {
  if (canonical === '0') return 1;
  const negative = canonical.startsWith('-');
  const [whole = '', fraction = ''] = (negative ? canonical.slice(1) : canonical).split('.');
  const left = fraction === '' ? whole.replace(/0+$/, '').length : whole === '0' ? 0 : whole.length;
  const right = whole === '0' ? fraction.replace(/^0+/, '').length : fraction.length;
  return 1 + Math.ceil(left / 2) + Math.ceil(right / 2) + (negative ? 1 : 0);
}

/** Text whose byte order is the numbers' order. */
export function sortableNumber(canonical: string): string {
  const { negative, digits, exponent } = parse(canonical);
  if (digits === '') return '1';
  const height = exponent - MIN_EXPONENT;
  if (!negative) return `2${String(height).padStart(3, '0')}${digits}`;
  return `0${String(999 - height).padStart(3, '0')}${ninesComplement(digits)}~`;
}

export const addNumbers = (a: string, b: string): string => sum(parse(a), parse(b));

export function subtractNumbers(a: string, b: string): string {
  const subtrahend = parse(b);
  return sum(parse(a), { ...subtrahend, negative: !subtrahend.negative });
}

function parse(text: string): Decimal {
  const match = LITERAL.exec(text);
  const [, sign, whole = '', fraction = '', power = '0'] = match ?? [];
  const written = whole + fraction;
  if (match === null || written === '' || !fitsIn64Bits(power)) {
    throw validation(`The parameter cannot be converted to a numeric value${text === '' ? '' : `: ${text}`}`);
  }
  const leading = /^0*/.exec(written)?.[0].length ?? 0;
  const digits = written.slice(leading).replace(/0+$/, '');
  if (digits === '') {
    checked({ negative: false, digits, exponent: 1 + Number(power) });
    return ZERO;
  }
  return checked({ negative: sign === '-', digits, exponent: whole.length - leading + Number(power) });
}

function fitsIn64Bits(power: string): boolean {
  const exponent = BigInt(power.replace('+', ''));
  return exponent <= MAX_WRITTEN_EXPONENT && exponent >= -MAX_WRITTEN_EXPONENT;
}

function checked(number: Decimal): Decimal {
  if (number.exponent > MAX_EXPONENT) {
    throw validation(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  }
  if (number.exponent < MIN_EXPONENT) {
    throw validation(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  if (number.digits.length > MAX_DIGITS) {
    throw validation('Attempting to store more than 38 significant digits in a Number');
  }
  return number;
}

function expand({ negative, digits, exponent }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (exponent <= 0) return `${sign}0.${'0'.repeat(-exponent)}${digits}`;
  if (exponent >= digits.length) return sign + digits.padEnd(exponent, '0');
  return `${sign}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

/** Whole numbers of the smaller of the two last places, added as integers of any size. */
function sum(a: Decimal, b: Decimal): string {
  const place = Math.min(a.exponent - a.digits.length, b.exponent - b.digits.length);
  const total = scaled(a, place) + scaled(b, place);
  if (total === 0n) return '0';
  const negative = total < 0n;
  const text = String(negative ? -total : total);
  const digits = text.replace(/0+$/, '');
  return expand(checked({ negative, digits, exponent: text.length + place }));
}

function scaled({ negative, digits, exponent }: Decimal, place: number): bigint {
  if (digits === '') return 0n;
  const value = BigInt(digits.padEnd(exponent - place, '0'));
  return negative ? -value : value;
}

const ninesComplement = (digits: string): string =>
  digits.replace(/\d/g, (digit) => String(9 - Number(digit)));
