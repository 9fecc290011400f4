/**
 * Parses UpdateExpression: sections SET, REMOVE, ADD and DELETE, each at most once and in any order.
 *
 * Evidence: that `list_append` does not take what another one makes: Alternator's tests, which their authors run on AWS.
 */
import {
  complainOfUse,
  Complaints,
  CONDITION_FUNCTIONS,
  parseOperand,
  parsePath,
  UPDATE_FUNCTIONS,
  type OperandContext,
} from './operand-parser.ts';
import type { OperandSyntax, SumSyntax, UpdateActionSyntax, ValueSyntax } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

const SECTIONS = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
type Section = (typeof SECTIONS)[number];
const KEYWORDS: ReadonlySet<string> = new Set(SECTIONS);

/** @throws Refusal */
export function parseUpdate(text: string): readonly UpdateActionSyntax[] {
  const tokens = new TokenReader(text);
  const complaints = new Complaints();
  const context: OperandContext = {
    tokens,
    complaints,
    keywords: KEYWORDS,
    functions: UPDATE_FUNCTIONS,
    foreignFunctions: CONDITION_FUNCTIONS,
    place: 'an update expression',
  };
  const actions: UpdateActionSyntax[] = [];
  const seen = new Set<Section>();
  do {
    const section = SECTIONS.find((word) => tokens.sees(word));
    if (section === undefined) throw tokens.syntaxError();
    tokens.take();
    if (seen.has(section)) {
      complaints.add('section', `The "${section}" section can only be used once in an update expression;`);
    }
    seen.add(section);
    do actions.push(parseAction(context, section));
    while (tokens.accept(','));
  } while (tokens.next.kind !== 'end');
  tokens.checkOperators();
  complaints.raise('reserved', 'function', 'misuse', 'section', 'parens');
  return actions;
}

function parseAction(context: OperandContext, section: Section): UpdateActionSyntax {
  const { tokens } = context;
  const path = parsePath(context);
  switch (section) {
    case 'SET':
      tokens.expect('=');
      return { kind: 'SET', path, value: parseSetValue(context) };
    case 'REMOVE':
      return { kind: 'REMOVE', path };
    case 'ADD':
    case 'DELETE':
      return { kind: section, path, value: parseValue(context) };
  }
}

function parseValue({ tokens }: OperandContext): ValueSyntax {
  if (tokens.next.kind !== 'value-placeholder') throw tokens.syntaxError();
  return { kind: 'value', name: tokens.take().text };
}

/** An operand, or a sum or difference of two, with or without parentheses around the whole. */
function parseSetValue(context: OperandContext): OperandSyntax | SumSyntax {
  const { tokens } = context;
  if (!tokens.sees('(')) return continueSum(context, parseSetOperand(context));
  const value = tokens.nested(() => {
    tokens.take();
    const inner = parseSetValue(context);
    tokens.expect(')');
    return inner;
  });
  return value.kind === 'sum' ? value : continueSum(context, value);
}

function continueSum(context: OperandContext, left: OperandSyntax): OperandSyntax | SumSyntax {
  const { tokens } = context;
  const operator = tokens.sees('+') ? '+' : '-';
  if (!tokens.accept(operator)) return left;
  tokens.countOperator();
  return { kind: 'sum', operator, left, right: parseSetOperand(context) };
}

function parseSetOperand(context: OperandContext): OperandSyntax {
  const operand = parseOperand(context);
  checkNesting(context, operand);
  return operand;
}

function checkNesting(context: OperandContext, operand: OperandSyntax): void {
  if (operand.kind !== 'call') return;
  for (const inner of operand.operands) {
    checkNesting(context, inner);
    if (inner.kind !== 'call' || operand.name !== 'list_append' || inner.name !== operand.name) continue;
    complainOfUse(context, inner.name);
  }
}
