/**
 * The condition operators of the policy language, without their negation, quantifier and `IfExists`, which hold for
 * all of them alike and live in `conditions.ts`.
 *
 * Evidence: IAM guide "Condition operators" as quoted in fact sheet S3 §10.2. Gaps: dates are read in the forms of ISO
 * 8601 that name a day, or in epoch seconds; week dates are not.
 */
import { BlockList, isIP } from 'node:net';
import { parseInstant, seconds } from '../../kernel/instant.ts';
import { literalText, matches, type Lookup, type Pattern } from './pattern.ts';

/** Whether a value of the request satisfies a value of the policy. */
type Comparison = (policy: Pattern, value: string, lookup: Lookup) => boolean;

export interface Operator {
  readonly name: string;
  readonly negated: boolean;
  readonly compare: Comparison;
}

const text =
  (compare: (policy: string, value: string) => boolean): Comparison =>
  (policy, value, lookup) => {
    const wanted = literalText(policy, lookup);
    return wanted !== undefined && compare(wanted, value);
  };

const numeric = (compare: (value: number, policy: number) => boolean): Comparison =>
  text(
    (policy, value) => policy.trim() !== '' && value.trim() !== '' && compare(Number(value), Number(policy)),
  );

const EPOCH_SECONDS = /^-?\d+(?:\.\d+)?$/;

const WITHOUT_ZONE = /T\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;

/** A time without a zone is in UTC, wherever this runs. */
const instantOf = (date: string): number => {
  if (EPOCH_SECONDS.test(date)) return seconds(Number(date));
  return parseInstant(WITHOUT_ZONE.test(date) ? `${date}Z` : date) ?? Number.NaN;
};

const dated = (compare: (value: number, policy: number) => boolean): Comparison =>
  text((policy, value) => compare(instantOf(value), instantOf(policy)));

export interface Cidr {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** Reads `10.0.0.0/8`, or an address alone, which stands for itself only. */
export function parseCidr(cidr: string): Cidr | undefined {
  const [address = '', length, ...rest] = cidr.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return undefined;
  const bits = version === 4 ? 32 : 128;
  if (length !== undefined && (!/^\d{1,3}$/.test(length) || Number(length) > bits)) return undefined;
  return {
    address,
    prefix: length === undefined ? bits : Number(length),
    family: version === 4 ? 'ipv4' : 'ipv6',
  };
}

/** A peer of a dual-stack socket shows an IPv4 address in IPv6 clothing. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

const inNetwork = text((policy, value) => {
  const network = parseCidr(policy);
  const address = plainAddress(value);
  const version = isIP(address);
  if (network === undefined || version === 0) return false;
  const block = new BlockList();
  block.addSubnet(network.address, network.prefix, network.family);
  return block.check(address, version === 4 ? 'ipv4' : 'ipv6');
});

const COLON = ':';

/** Splits an ARN pattern into its six parts at its first five colons. */
function arnParts(pattern: Pattern): readonly Pattern[] {
  const parts: Pattern[] = [];
  let start = 0;
  for (let at = 0; at < pattern.length && parts.length < 5; at += 1) {
    if (pattern[at] !== COLON) continue;
    parts.push(pattern.slice(start, at));
    start = at + 1;
  }
  return [...parts, pattern.slice(start)];
}

/** Each of the six parts is compared on its own, so that no wildcard reaches from the region into the account. */
const arnLike: Comparison = (policy, value, lookup) => {
  const wanted = arnParts(policy);
  const found = value.split(COLON);
  if (wanted.length !== 6 || found.length < 6) return false;
  const parts = [...found.slice(0, 5), found.slice(5).join(COLON)];
  return wanted.every((part, index) => matches(part, parts[index] ?? '', lookup));
};

const lower = (value: string): string => value.toLowerCase();

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: text((policy, value) => policy === value),
  StringEqualsIgnoreCase: text((policy, value) => lower(policy) === lower(value)),
  StringLike: matches,
  NumericEquals: numeric((value, policy) => value === policy),
  NumericLessThan: numeric((value, policy) => value < policy),
  NumericLessThanEquals: numeric((value, policy) => value <= policy),
  NumericGreaterThan: numeric((value, policy) => value > policy),
  NumericGreaterThanEquals: numeric((value, policy) => value >= policy),
  DateEquals: dated((value, policy) => value === policy),
  DateLessThan: dated((value, policy) => value < policy),
  DateLessThanEquals: dated((value, policy) => value <= policy),
  DateGreaterThan: dated((value, policy) => value > policy),
  DateGreaterThanEquals: dated((value, policy) => value >= policy),
  Bool: text((policy, value) => lower(policy) === lower(value)),
  BinaryEquals: text((policy, value) => Buffer.from(policy, 'base64').equals(Buffer.from(value, 'base64'))),
  IpAddress: inNetwork,
  ArnEquals: arnLike,
  ArnLike: arnLike,
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

const entries = [
  ...Object.entries(COMPARISONS).map(([name, compare]) => ({ name, compare, negated: false })),
  ...Object.entries(NEGATED).map(([name, positive]) => ({
    name,
    compare: COMPARISONS[positive] ?? (() => false),
    negated: true,
  })),
  // `Null` asks whether the key is there at all; `conditions.ts` answers before it compares.
  { name: 'Null', compare: () => false, negated: false },
] satisfies Operator[];

/** By exact name: operators are case-sensitive. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(entries.map((one) => [one.name, one]));
