/** Reads metric math. */
import { validationError } from '../errors.ts';
import { BINARY_OPERATORS, type BinaryOperator, type Expression } from './expression.ts';

const TOKEN =
  /\s*(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_]\w*|"[^"]*"|'[^']*'|\|\||&&|[=!<>]=|[-+*/^(),[\]<>])/y;

/** Deeper nesting than anybody writes; deeper than the stack would be an outage. */
const DEEPEST = 60;

/** @throws AwsError ValidationException */
export function parseExpression(text: string): Expression {
  const parser = new Parser(tokenise(text), text);
  return parser.whole();
}

function tokenise(text: string): readonly string[] {
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (match === null) throw malformed(text);
    tokens.push(match[1]!);
  }
  return tokens;
}

class Parser {
  readonly #tokens: readonly string[];
  readonly #text: string;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly string[], text: string) {
    this.#tokens = tokens;
    this.#text = text;
  }

  whole(): Expression {
    const expression = this.#binary(0);
    if (this.#next < this.#tokens.length) throw malformed(this.#text);
    return expression;
  }

  #binary(level: number): Expression {
    const operators: readonly string[] | undefined = BINARY_OPERATORS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (
      let operator = this.#peek();
      operator !== undefined && operators.includes(operator);
      operator = this.#peek()
    ) {
      this.#next += 1;
      left = { kind: 'binary', operator: operator as BinaryOperator, left, right: this.#binary(level + 1) };
    }
    return left;
  }

  #unary(): Expression {
    if (this.#takeIf('-')) return { kind: 'negative', of: this.#deeper(() => this.#unary()) };
    return this.#primary();
  }

  #primary(): Expression {
    const token = this.#take();
    if (token === '(') {
      const inner = this.#deeper(() => this.#binary(0));
      this.#expect(')');
      return inner;
    }
    if (token === '[') return { kind: 'list', items: this.#items(']') };
    if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (/^["']/.test(token)) return { kind: 'text', value: token.slice(1, -1) };
    if (!/^[A-Za-z]/.test(token)) throw malformed(this.#text);
    if (this.#takeIf('(')) return { kind: 'call', name: token.toUpperCase(), args: this.#items(')') };
    return { kind: 'id', id: token };
  }

  #items(end: string): readonly Expression[] {
    const items: Expression[] = [];
    if (this.#takeIf(end)) return items;
    do items.push(this.#deeper(() => this.#binary(0)));
    while (this.#takeIf(','));
    this.#expect(end);
    return items;
  }

  #deeper<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw malformed(this.#text);
    const result = read();
    this.#depth -= 1;
    return result;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#next];
  }

  #take(): string {
    const token = this.#peek();
    if (token === undefined) throw malformed(this.#text);
    this.#next += 1;
    return token;
  }

  #takeIf(token: string): boolean {
    const found = this.#peek() === token;
    if (found) this.#next += 1;
    return found;
  }

  #expect(token: string): void {
    if (!this.#takeIf(token)) throw malformed(this.#text);
  }
}

const malformed = (text: string): Error =>
  validationError(`Error in expression '${text}': the expression is not valid.`);
