import type { WireBody } from './exchange.ts';

/** A body as lines that can be compared: an element or a member to a line, members in order of their names. */
export function bodyLines(body: WireBody): readonly string[] {
  if (!('text' in body)) return [`${body.bytes} bytes, SHA-256 ${body.sha256}`];
  const { text } = body;
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.stringify(sorted(JSON.parse(text)), undefined, 1).split('\n');
    } catch {
      // It only looks like JSON.
    }
  }
  return text
    .replaceAll(/>\s*</g, '>\n<')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
};
