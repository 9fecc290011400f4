/** A failure told as a story: what was asked and answered last, and what the cloud wrote down around it. */
import type { JournalEntry } from '#aws';
import type { Exchange, WireBody } from '../wire/exchange.ts';

/** The end of what happened, as lines to read. */
export interface Story {
  /** Requests with their answers, oldest first. */
  readonly exchanges: readonly ToldExchange[];
  /** Entries of the cloud's journal, oldest first; none where a target keeps none. */
  readonly journal: readonly string[];
}

interface ToldExchange {
  /** `PUT http://127.0.0.1:4566/bucket/key` */
  readonly request: string;
  readonly sent: readonly string[];
  /** `403 Forbidden`, or what broke. */
  readonly answer: string;
  readonly received: readonly string[];
}

const LAST_EXCHANGES = 4;
const LAST_ENTRIES = 24;
const LONGEST_LINE = 240;
const MOST_LINES = 24;

/** Headers that say nothing about what went wrong. */
const DULL =
  /^(?:authorization|amz-sdk-|user-agent|x-amz-user-agent|accept|connection|date|server|keep-alive|transfer-encoding|host|content-length|x-amz-security-token|sec-fetch|expect|priority)/;

export function storyOf(exchanges: readonly Exchange[], journal: readonly JournalEntry[] = []): Story {
  return {
    exchanges: exchanges.slice(-LAST_EXCHANGES).map(told),
    journal: journal.slice(-LAST_ENTRIES).map(entryLine),
  };
}

function told({ method, url, request, response, broken }: Exchange): ToldExchange {
  return {
    request: `${method} ${cut(withoutSignature(url))}`,
    sent: messageLines(request.headers, request.body),
    answer: response === undefined ? (broken ?? 'no answer yet') : String(response.status),
    received: response === undefined ? [] : messageLines(response.headers, response.body),
  };
}

function messageLines(headers: Readonly<Record<string, string>>, body: WireBody): readonly string[] {
  const shown = Object.entries(headers).filter(([name]) => !DULL.test(name));
  return [...shown.map(([name, value]) => cut(`${name}: ${value}`)), ...bodyLines(body)];
}

function bodyLines(body: WireBody): readonly string[] {
  if (!('text' in body)) return [`(${body.bytes} bytes, SHA-256 ${body.sha256.slice(0, 16)}…)`];
  // XML comes in one line; an element to a line is easier to read.
  const lines = body.text
    .replaceAll('><', '>\n<')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const more = lines.length - MOST_LINES;
  return [...lines.slice(0, MOST_LINES).map(cut), ...(more > 0 ? [`(${more} more lines)`] : [])];
}

const cut = (line: string): string =>
  line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}… (${line.length} characters)`;

/** A signature opens the door until it expires, and a report may be read by anybody. */
const withoutSignature = (url: string): string =>
  url.replace(/([?&](?:X-Amz-Signature|X-Amz-Security-Token|Signature)=)[^&]+/gi, '$1…');

const KNOWN = new Set(['seq', 'at', 'cause', 'type', 'duration']);

/** `#12 ← #9  16:20:01.250  call  service=s3 operation=PutObject status=200` */
export function entryLine(entry: JournalEntry): string {
  const { seq, at, cause, type } = entry;
  const facts = Object.entries(entry)
    .filter(([name, value]) => !KNOWN.has(name) && value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const from = cause === 0 ? '' : ` ← #${cause}`;
  return cut(`#${seq}${from}  ${new Date(at).toISOString().slice(11, 23)}  ${type}  ${facts.join(' ')}`);
}

/** The story as text, indented by two. */
export function storyLines({ exchanges, journal }: Story): readonly string[] {
  return [
    ...exchanges.flatMap(({ request, sent, answer, received }) => [
      `  > ${request}`,
      ...sent.map((line) => `  >   ${line}`),
      `  < ${answer}`,
      ...received.map((line) => `  <   ${line}`),
    ]),
    ...(journal.length === 0 ? [] : ['  journal:', ...journal.map((line) => `    ${line}`)]),
  ];
}
