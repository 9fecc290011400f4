/** Whether a message is looked for, and the pieces that every kind of filter pattern is made of. */
import { BoundedPattern, PatternTooSlow } from '../../kernel/bounded-pattern.ts';
import { fits, wildcardsOf } from '../../kernel/wildcards.ts';
import { invalidParameter } from './errors.ts';

export type Matcher = (message: string) => boolean;

/** `\"` and `\\` within quotes stand for themselves. */
export const unescapeQuoted = (quoted: string): string => quoted.replaceAll(/\\(.)/g, '$1');

/** @throws AwsError InvalidParameterException, as the matcher does where the expression takes too long */
export function compileExpression(source: string): Matcher {
  const expression = expressionOf(source);
  return (message) => {
    try {
      return expression.test(message);
    } catch (error) {
      if (error instanceof PatternTooSlow) throw invalidParameter(TOO_SLOW);
      throw error;
    }
  };
}

const TOO_SLOW = 'The regular expression in the filter pattern takes too long on an event';

function expressionOf(source: string): BoundedPattern {
  try {
    return new BoundedPattern(source);
  } catch {
    throw invalidParameter('Invalid regular expression in filter pattern');
  }
}

/** Text in which `*` stands for any text. */
export function compileWildcards(text: string): Matcher {
  const wildcards = wildcardsOf(text, false);
  return (message) => fits(wildcards, message);
}
