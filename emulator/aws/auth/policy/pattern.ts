/**
 * Text with wildcards and policy variables: `home/${aws:username}/*`. `*` stands for any run of characters, `?` for
 * one. Variables are replaced by the request's values before matching, and what they bring in is literal: a user named
 * `*` opens no doors.
 *
 * Evidence: IAM guide "Policy variables" (2026-09-29): `${*}`, `${?}` and `${$}` stand for the characters, a default
 * is written `${aws:PrincipalTag/team, 'company-wide'}`, and a variable without a value matches nothing.
 */

import { ANY, fits, ONE, type Wildcards } from '../../kernel/wildcards.ts';

interface Variable {
  /** Lower-case. */
  readonly name: string;
  readonly otherwise: string | undefined;
}

/** One UTF-16 unit, a wildcard, or a variable to be filled in. */
type Token = string | typeof ANY | typeof ONE | Variable;

export type Pattern = readonly Token[];

/** The request's value of a condition key (lower-case name), when it has exactly one. */
export type Lookup = (name: string) => string | undefined;

const VARIABLE = /^\$\{(?:([*?$])|([^},]+)(?:,\s*'([^']*)')?\s*)\}/;

/** @param variables whether `${…}` means anything: only in documents of version 2012-10-17 */
export function parsePattern(text: string, variables: boolean): Pattern {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    const variable = variables && char === '$' ? VARIABLE.exec(text.slice(at)) : null;
    if (variable !== null) {
      const [whole, literal, name = '', otherwise] = variable;
      tokens.push(literal ?? { name: name.trim().toLowerCase(), otherwise });
      at += whole.length - 1;
    } else if (char === '*') tokens.push(ANY);
    else if (char === '?') tokens.push(ONE);
    else tokens.push(char);
  }
  return tokens;
}

/** The text when it names one thing only: no wildcard, no variable. */
export const fixedText = (pattern: Pattern): string | undefined =>
  pattern.every((token) => typeof token === 'string') ? pattern.join('') : undefined;

const isVariable = (token: Token): token is Variable => typeof token === 'object';

/** Fills the variables in; `undefined` when one has no value. */
function fill(pattern: Pattern, lookup: Lookup): Wildcards | undefined {
  if (!pattern.some(isVariable)) return pattern as Wildcards;
  const filled: Wildcards[number][] = [];
  for (const token of pattern) {
    if (!isVariable(token)) filled.push(token);
    else {
      const value = lookup(token.name) ?? token.otherwise;
      if (value === undefined) return undefined;
      // By unit, not by character: that is how the text to match is walked.
      for (let at = 0; at < value.length; at += 1) filled.push(value.charAt(at));
    }
  }
  return filled;
}

/** Whether the whole text fits. */
export function matches(pattern: Pattern, text: string, lookup: Lookup): boolean {
  const tokens = fill(pattern, lookup);
  return tokens !== undefined && fits(tokens, text);
}

/** The text with its variables filled in and its wildcards taken literally; `undefined` when a variable has no value. */
export function literalText(pattern: Pattern, lookup: Lookup): string | undefined {
  return fill(pattern, lookup)
    ?.map((token) => (token === ANY ? '*' : token === ONE ? '?' : token))
    .join('');
}
