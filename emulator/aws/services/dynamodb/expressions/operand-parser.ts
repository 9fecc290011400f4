/** Reads operands, which conditions and updates have in common: document paths, value placeholders and function calls. */
import { isReserved } from './reserved-words.ts';
import { Refusal } from './refusal.ts';
import type { CallSyntax, OperandSyntax, PathSyntax, Step } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

const MAX_PATH_STEPS = 32;
const MAX_LIST_INDEX = 2 ** 32 - 1;

/**
 * What is wrong with an expression apart from its syntax. AWS reports the first kind of complaint in an order of its own,
 * whatever comes first in the text, so the first of each kind is kept.
 */
export class Complaints {
  readonly #first = new Map<string, string>();

  add(kind: string, message: string): void {
    if (!this.#first.has(kind)) this.#first.set(kind, message);
  }

  /** @throws Refusal with the first complaint of the first kind that has one */
  raise(...kinds: readonly string[]): void {
    for (const kind of kinds) {
      const message = this.#first.get(kind);
      if (message !== undefined) throw new Refusal(message);
    }
  }
}

export interface OperandContext {
  readonly tokens: TokenReader;
  readonly complaints: Complaints;
  /** Functions that belong here, and those that DynamoDB has elsewhere. */
  readonly functions: ReadonlySet<string>;
  readonly foreignFunctions: ReadonlySet<string>;
  /** `a condition expression` */
  readonly place: string;
  /** Words that cannot be names here because they are the grammar's own. */
  readonly keywords: ReadonlySet<string>;
}

export const CONDITION_FUNCTIONS: ReadonlySet<string> = new Set(
  'attribute_exists attribute_not_exists attribute_type begins_with contains size'.split(' '),
);
export const UPDATE_FUNCTIONS: ReadonlySet<string> = new Set(['if_not_exists', 'list_append']);

export function parseOperand(context: OperandContext): OperandSyntax {
  const { tokens } = context;
  if (tokens.sees('(')) {
    return tokens.nested(() => {
      tokens.take();
      const opensAgain = tokens.sees('(');
      const operand = parseOperand(context);
      if (opensAgain && tokens.previous.text === ')') complainOfParentheses(context);
      tokens.expect(')');
      return operand.kind === 'path' ? continuePath(context, operand) : operand;
    });
  }
  const { kind, text } = tokens.next;
  if (kind === 'value-placeholder') {
    tokens.take();
    return { kind: 'value', name: text };
  }
  return parsePathOrCall(context);
}

export const complainOfParentheses = ({ complaints }: OperandContext): void =>
  complaints.add('parens', 'The expression has redundant parentheses;');

export const complainOfUse = ({ complaints }: OperandContext, name: string): void =>
  complaints.add(
    'misuse',
    `The function is not allowed to be used this way in an expression; function: ${name}`,
  );

function parsePathOrCall(context: OperandContext): PathSyntax | CallSyntax {
  const { tokens, keywords } = context;
  const { kind, text } = tokens.next;
  if (kind === 'name' && !keywords.has(text.toUpperCase())) {
    tokens.take();
    if (tokens.sees('(')) return parseCall(context, text);
    return pathFrom(context, text);
  }
  return parsePath(context);
}

export function parsePath(context: OperandContext): PathSyntax {
  const { tokens } = context;
  const { text } = tokens.next;
  if (!isName(context)) throw tokens.syntaxError();
  tokens.take();
  return pathFrom(context, text);
}

function isName({ tokens, keywords }: OperandContext): boolean {
  const { kind, text } = tokens.next;
  return kind === 'name-placeholder' || (kind === 'name' && !keywords.has(text.toUpperCase()));
}

function pathFrom(context: OperandContext, head: string): PathSyntax {
  checkReserved(context, head);
  return continuePath(context, { kind: 'path', steps: [head] });
}

/** The steps that follow a path: `.name` and `[3]`. */
export function continuePath(context: OperandContext, path: PathSyntax): PathSyntax {
  const { tokens } = context;
  const steps: Step[] = [...path.steps];
  for (;;) {
    if (tokens.accept('.')) {
      if (!isName(context)) throw tokens.syntaxError();
      const { text } = tokens.take();
      checkReserved(context, text);
      steps.push(text);
    } else if (tokens.accept('[')) {
      if (tokens.next.kind !== 'number') throw tokens.syntaxError();
      steps.push(listIndex(tokens.take().text));
      tokens.expect(']');
    } else break;
  }
  if (steps.length > MAX_PATH_STEPS) {
    throw new Refusal(`The document path has too many nesting levels; nesting levels: ${steps.length}`);
  }
  return steps.length === path.steps.length ? path : { kind: 'path', steps };
}

function listIndex(text: string): number {
  const index = Number(text);
  if (index <= MAX_LIST_INDEX) return index;
  throw new Refusal(`List index is not within the allowable range; index: [${text}]`);
}

function checkReserved({ complaints }: OperandContext, name: string): void {
  if (isReserved(name)) {
    complaints.add('reserved', `Attribute name is a reserved keyword; reserved keyword: ${name}`);
  }
}

function parseCall(context: OperandContext, name: string): CallSyntax {
  const { tokens, complaints, functions, foreignFunctions, place } = context;
  tokens.countOperator();
  if (foreignFunctions.has(name)) {
    complaints.add('function', `The function is not allowed in ${place}; function: ${name}`);
  } else if (!functions.has(name)) complaints.add('function', `Invalid function name; function: ${name}`);
  return tokens.nested(() => {
    tokens.expect('(');
    const operands = [parseOperand(context)];
    while (tokens.accept(',')) operands.push(parseOperand(context));
    tokens.expect(')');
    return { kind: 'call', name, operands };
  });
}
