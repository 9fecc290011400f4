/** Whether a message is looked for, and the pieces that every kind of filter pattern is made of. */
import { invalidParameter } from './errors.ts';

export type Matcher = (message: string) => boolean;

/** `\"` and `\\` within quotes stand for themselves. */
export const unescapeQuoted = (quoted: string): string => quoted.replaceAll(/\\(.)/g, '$1');

/** @throws AwsError InvalidParameterException */
export function compileExpression(source: string): Matcher {
  try {
    const expression = new RegExp(source);
    return (message) => expression.test(message);
  } catch {
    throw invalidParameter('Invalid regular expression in filter pattern');
  }
}

/** Text in which `*` stands for any text. */
export function compileWildcards(text: string): Matcher {
  const literal = (part: string): string => part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return compileExpression(`^${text.split('*').map(literal).join('[^]*')}$`);
}
