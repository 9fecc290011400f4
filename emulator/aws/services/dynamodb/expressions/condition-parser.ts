/**
 * Parses conditions: ConditionExpression, FilterExpression and KeyConditionExpression share one grammar. Recursive descent
 * in linear time; a parenthesis may open a condition or an operand, which is decided when what follows it has been read.
 */
import {
  Complaints,
  complainOfParentheses,
  complainOfUse,
  CONDITION_FUNCTIONS,
  continuePath,
  parseOperand,
  UPDATE_FUNCTIONS,
  type OperandContext,
} from './operand-parser.ts';
import { Refusal } from './refusal.ts';
import type { Comparator, ConditionSyntax, OperandSyntax } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

const KEYWORDS: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN']);
const COMPARATORS: readonly Comparator[] = ['=', '<>', '<', '<=', '>', '>='];
const MAX_CANDIDATES = 100;

/** What a parenthesis turned out to hold, or what stands without one. */
type Term = (
  | { readonly is: 'condition'; readonly condition: ConditionSyntax }
  | { readonly is: 'operand'; readonly operand: OperandSyntax }
) & { readonly wrapped?: boolean };

/** @throws Refusal */
export function parseCondition(text: string): ConditionSyntax {
  const tokens = new TokenReader(text);
  const complaints = new Complaints();
  const parser = new ConditionParser({
    tokens,
    complaints,
    keywords: KEYWORDS,
    functions: CONDITION_FUNCTIONS,
    foreignFunctions: UPDATE_FUNCTIONS,
    place: 'a condition expression',
  });
  const condition = parser.whole();
  tokens.checkOperators();
  complaints.raise('parens', 'function', 'misuse', 'reserved');
  return condition;
}

class ConditionParser {
  readonly #context: OperandContext;
  readonly #tokens: TokenReader;

  constructor(context: OperandContext) {
    this.#context = context;
    this.#tokens = context.tokens;
  }

  whole(): ConditionSyntax {
    const condition = this.#asCondition(this.#or());
    this.#tokens.expectEnd();
    return condition;
  }

  #or(): Term {
    return this.#chain('OR', 'or', () => this.#chain('AND', 'and', () => this.#not()));
  }

  #chain(word: string, kind: 'and' | 'or', read: () => Term): Term {
    let left = read();
    while (this.#tokens.sees(word)) {
      const condition = this.#asCondition(left);
      this.#tokens.take();
      this.#tokens.countOperator();
      left = {
        is: 'condition',
        condition: { kind, left: condition, right: this.#asCondition(read()) },
      };
    }
    return left;
  }

  #not(): Term {
    let negations = 0;
    while (this.#tokens.accept('NOT')) {
      this.#tokens.countOperator();
      negations += 1;
    }
    const term = this.#comparison();
    if (negations === 0) return term;
    let condition = this.#asCondition(term);
    for (; negations > 0; negations -= 1) condition = { kind: 'not', condition };
    return { is: 'condition', condition };
  }

  #comparison(): Term {
    const term = this.#tokens.sees('(') ? this.#parenthesised() : this.#operand();
    if (term.is === 'condition') return term;
    const { operand } = term;
    const comparator = COMPARATORS.find((candidate) => this.#tokens.sees(candidate));
    if (comparator !== undefined) return this.#compare(operand, comparator);
    if (this.#tokens.accept('BETWEEN')) return this.#between(operand);
    if (this.#tokens.accept('IN')) return this.#in(operand);
    return term;
  }

  #operand(): Term {
    return { is: 'operand', operand: parseOperand(this.#context) };
  }

  #parenthesised(): Term {
    return this.#tokens.nested(() => {
      this.#tokens.take();
      const term = this.#or();
      this.#tokens.expect(')');
      if (term.wrapped === true) complainOfParentheses(this.#context);
      if (term.is === 'condition') return { ...term, wrapped: true };
      const { operand } = term;
      const whole = operand.kind === 'path' ? continuePath(this.#context, operand) : operand;
      return { is: 'operand', operand: whole, wrapped: whole === operand };
    });
  }

  #compare(left: OperandSyntax, comparator: Comparator): Term {
    this.#tokens.take();
    this.#tokens.countOperator();
    const right = parseOperand(this.#context);
    this.#checkUse([left, right]);
    return { is: 'condition', condition: { kind: 'compare', comparator, left, right } };
  }

  #between(operand: OperandSyntax): Term {
    this.#tokens.countOperator();
    const low = parseOperand(this.#context);
    this.#tokens.expect('AND');
    const high = parseOperand(this.#context);
    this.#checkUse([operand, low, high]);
    return { is: 'condition', condition: { kind: 'between', operand, low, high } };
  }

  #in(operand: OperandSyntax): Term {
    this.#tokens.countOperator();
    this.#tokens.expect('(');
    const candidates = [parseOperand(this.#context)];
    while (this.#tokens.accept(',')) candidates.push(parseOperand(this.#context));
    this.#tokens.expect(')');
    if (candidates.length > MAX_CANDIDATES) {
      throw new Refusal(
        `The IN operator is provided with too many operands; number of operands: ${candidates.length}`,
      );
    }
    this.#checkUse([operand, ...candidates]);
    return { is: 'condition', condition: { kind: 'in', operand, candidates } };
  }

  /** What must be a condition: a comparison, or a function that answers yes or no. */
  #asCondition(term: Term): ConditionSyntax {
    if (term.is === 'condition') return term.condition;
    const { operand } = term;
    if (operand.kind !== 'call') throw this.#tokens.syntaxError();
    if (operand.name === 'size') complainOfUse(this.#context, 'size');
    this.#checkUse(operand.operands);
    return { kind: 'test', call: operand };
  }

  /** Of the functions only `size` has a value to compare. */
  #checkUse(operands: readonly OperandSyntax[]): void {
    for (const operand of operands) {
      if (operand.kind !== 'call') continue;
      this.#checkUse(operand.operands);
      if (operand.name !== 'size') complainOfUse(this.#context, operand.name);
    }
  }
}
