/**
 * Policies of signed URLs and cookies: what may be fetched, until when, from when, from where (aws.md section A.16).
 */
import { seconds, type Instant } from '../../kernel/instant.ts';
import { ANY, fits, ONE } from '../../kernel/wildcards.ts';

export interface SignedPolicy {
  /** Undefined: any file. */
  readonly resource: string | undefined;
  readonly before: Instant;
  readonly after: Instant | undefined;
  /** `192.0.2.0/24` */
  readonly from: string | undefined;
}

/** The text that a canned policy stands for, byte by byte. */
export const cannedPolicy = (resource: string, expires: string): string =>
  `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;

/** Reads a policy; undefined when it is malformed. */
export function readPolicy(text: string): SignedPolicy | undefined {
  const statement = statementOf(text);
  const condition = statement?.['Condition'];
  if (statement === undefined || !isRecord(condition)) return undefined;
  const before = epoch(condition['DateLessThan']);
  const after = epoch(condition['DateGreaterThan']);
  const address = condition['IpAddress'];
  const from = isRecord(address) ? address['AWS:SourceIp'] : undefined;
  const { Resource: resource } = statement;
  if (before === undefined || (condition['DateGreaterThan'] !== undefined && after === undefined))
    return undefined;
  if (address !== undefined && typeof from !== 'string') return undefined;
  if (resource !== undefined && typeof resource !== 'string') return undefined;
  return { resource, before, after, from: from as string | undefined };
}

function statementOf(text: string): Record<string, unknown> | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const statements: unknown = isRecord(document) ? document['Statement'] : undefined;
  if (!Array.isArray(statements) || statements.length !== 1) return undefined;
  const [statement] = statements as unknown[];
  return isRecord(statement) ? statement : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function epoch(condition: unknown): Instant | undefined {
  const time = isRecord(condition) ? condition['AWS:EpochTime'] : undefined;
  return typeof time === 'number' && Number.isInteger(time) && time >= 0 ? seconds(time) : undefined;
}

/** Whether the policy lets this address fetch this URL now. */
export function permits(policy: SignedPolicy, urls: readonly string[], ip: string, now: Instant): boolean {
  if (now >= policy.before || (policy.after !== undefined && now <= policy.after)) return false;
  if (policy.from !== undefined && !inBlock(ip, policy.from)) return false;
  const { resource } = policy;
  return resource === undefined || urls.some((url) => matchesResource(resource, url));
}

/** IPv4 addresses and blocks only, which is all that CloudFront takes. */
function inBlock(ip: string, block: string): boolean {
  const [network = '', prefix = '32'] = block.split('/');
  const [address, base] = [numberOf(ip), numberOf(network)];
  const bits = Number(prefix);
  if (address === undefined || base === undefined || !(bits >= 0 && bits <= 32)) return false;
  const size = 2 ** (32 - bits);
  return Math.floor(address / size) === Math.floor(base / size);
}

function numberOf(ip: string): number | undefined {
  const parts = ip.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((value, part) => value * 256 + Number(part), 0);
}

interface Sections {
  readonly protocol: string;
  readonly domain: string;
  readonly path: string;
  readonly query: string | undefined;
}

/**
 * A wildcard stays within its section (protocol, domain, path, query), except that one at the end of the path or domain
 * covers what follows and one at the very beginning the protocol too; `\?` is a question mark, a bare `*` everything.
 */
export function matchesResource(resource: string, url: string): boolean {
  if (resource === '*') return true;
  const target = sectionsOf(url)!;
  const pattern = sectionsOf(resource);
  if (pattern === undefined) {
    // Without a protocol of its own the pattern begins in the middle of the URL: `*.example.com/*`.
    return resource.startsWith('*') && covers(resource, url);
  }
  if (!covers(pattern.protocol, target.protocol)) return false;
  if (pattern.path === '' && pattern.domain.endsWith('*')) {
    return covers(pattern.domain, url.slice(target.protocol.length + 3));
  }
  if (!covers(pattern.domain, target.domain)) return false;
  if (pattern.query === undefined && pattern.path.endsWith('*')) {
    const rest = target.query === undefined ? target.path : `${target.path}?${target.query}`;
    return covers(pattern.path, rest);
  }
  if (!covers(pattern.path, target.path)) return false;
  if (pattern.query === undefined || target.query === undefined) return pattern.query === target.query;
  return covers(pattern.query, target.query);
}

function sectionsOf(url: string): Sections | undefined {
  const match = /^([^:/]+):\/\/([^/]*)(.*)$/s.exec(url);
  if (match === null) return undefined;
  const [, protocol = '', domain = '', rest = ''] = match;
  const escaped = rest.indexOf(String.raw`\?`);
  const at = escaped >= 0 ? escaped : rest.indexOf('?');
  if (at < 0) return { protocol, domain, path: rest, query: undefined };
  const query = rest.slice(at + (escaped >= 0 ? 2 : 1));
  return { protocol, domain, path: rest.slice(0, at), query };
}

/** A backslash makes the character after it stand for itself. */
function covers(pattern: string, text: string): boolean {
  const tokens = pattern.match(/\\[.+^${}()|[\]\\?]|[^]/g) ?? [];
  const wildcards = tokens.map((token) => {
    if (token === '*') return ANY;
    return token === '?' ? ONE : token.charAt(token.length - 1);
  });
  return fits(wildcards, text);
}
