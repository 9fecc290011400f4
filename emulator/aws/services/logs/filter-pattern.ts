/**
 * Filter patterns: what FilterLogEvents looks for.
 *
 *   ERROR "file not found"     every term, case-sensitive
 *   ?WARN ?ERROR               at least one of them; beside terms of another kind they count for nothing
 *   ERROR -timeout             without this one
 *   %5\d\d%                    a regular expression
 *   { $.status >= 500 }        fields of a JSON event, see filter-json.ts
 *
 * Evidence: CloudWatch Logs user guide, "Filter pattern syntax", read 2026-11-20. Gaps: patterns of space-delimited
 * fields (`[ip, user, status = 4*]`) are refused by name.
 */
import { notImplemented } from '../../kernel/aws-error.ts';
import { invalidParameter } from './errors.ts';
import { compileJsonFilter } from './filter-json.ts';
import { compileExpression, unescapeQuoted, type Matcher } from './matcher.ts';

const LONGEST_PATTERN = 1_024;
/** An optional sign, then a quoted phrase, a regular expression or a bare word. */
const TERM = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|([^\s"%]+))/y;

/** @throws AwsError InvalidParameterException */
export function compileFilter(pattern: string): Matcher {
  const text = pattern.trim();
  if (text.length > LONGEST_PATTERN) {
    throw invalidParameter(
      `1 validation error detected: Value '${pattern}' at 'filterPattern' failed to satisfy constraint: Member must have length less than or equal to ${LONGEST_PATTERN}`,
    );
  }
  if (text === '') return () => true;
  if (text.startsWith('{')) return compileJsonFilter(text);
  if (text.startsWith('['))
    throw notImplemented('cloudwatch-logs', 'filter patterns of space-delimited fields');
  return compileTerms(text);
}

function compileTerms(text: string): Matcher {
  const required: Matcher[] = [];
  const excluded: Matcher[] = [];
  const optional: Matcher[] = [];
  for (const { sign, matcher } of readTerms(text)) {
    (sign === '-' ? excluded : sign === '?' ? optional : required).push(matcher);
  }
  if (required.length === 0 && excluded.length === 0) {
    return (message) => optional.some((term) => term(message));
  }
  return (message) => required.every((term) => term(message)) && !excluded.some((term) => term(message));
}

function* readTerms(text: string): IterableIterator<{ sign: string; matcher: Matcher }> {
  TERM.lastIndex = 0;
  while (TERM.lastIndex < text.length) {
    const match = TERM.exec(text);
    if (match === null) throw invalidParameter('Invalid filter pattern');
    const [, sign = '', quoted, expression, word] = match;
    if (expression !== undefined) yield { sign, matcher: compileExpression(expression) };
    else if (quoted !== undefined) yield { sign, matcher: containing(unescapeQuoted(quoted)) };
    else if (word !== undefined) {
      if (!/^\w+$/.test(word)) throw invalidParameter(`Invalid character(s) in term '${word}'`);
      yield { sign, matcher: containing(word) };
    }
  }
}

const containing =
  (term: string): Matcher =>
  (message) =>
    message.includes(term);
