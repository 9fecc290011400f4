/** Parses ProjectionExpression: a list of document paths. */
import { Complaints, parsePath, type OperandContext } from './operand-parser.ts';
import type { PathSyntax } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

const NONE: ReadonlySet<string> = new Set();

/** @throws Refusal */
export function parseProjection(text: string): readonly PathSyntax[] {
  const tokens = new TokenReader(text);
  const complaints = new Complaints();
  const context: OperandContext = {
    tokens,
    complaints,
    keywords: NONE,
    functions: NONE,
    foreignFunctions: NONE,
    place: 'a projection expression',
  };
  const paths = [parsePath(context)];
  while (tokens.accept(',')) paths.push(parsePath(context));
  tokens.expectEnd();
  complaints.raise('reserved');
  return paths;
}
