/**
 * Walks over tokens, counts operators, and says where the syntax went wrong.
 *
 * Evidence: that DynamoDB counts no further than to the first operator too many: Alternator's tests, which their authors
 * run on AWS; public reports of the refusal.
 */
import type { Token } from './lexer.ts';
import { lex } from './lexer.ts';
import { Refusal } from './refusal.ts';

const MAX_OPERATORS = 300;

export class TokenReader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #operators = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = lex(text);
  }

  get next(): Token {
    return this.#tokens[this.#at]!;
  }

  get previous(): Token {
    return this.#tokens[this.#at - 1] ?? this.next;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  /** Whether the next token is this symbol or, in any case, this word. */
  sees(text: string): boolean {
    const { kind, text: found } = this.next;
    return (kind === 'symbol' && found === text) || (kind === 'name' && found.toUpperCase() === text);
  }

  /** Takes the symbol or word if it is next. */
  accept(text: string): boolean {
    if (!this.sees(text)) return false;
    this.#at += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw this.syntaxError();
  }

  expectEnd(): void {
    if (this.next.kind !== 'end') throw this.syntaxError();
  }

  countOperator(): void {
    this.#operators += 1;
  }

  /** Refuses what has too many operators; asked once the whole has been read, so that errors of syntax come first. */
  checkOperators(): void {
    if (this.#operators > MAX_OPERATORS) throw tooManyOperators();
  }

  /**
   * Reads something in parentheses. Each level of parentheses that is not redundant holds an operator of its own, so
   * beyond the limit of operators one of the two complaints is due, and the recursion has an end.
   */
  nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_OPERATORS) {
      throw this.#operators >= MAX_OPERATORS
        ? tooManyOperators()
        : new Refusal('The expression has redundant parentheses;');
    }
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** Names the token and, as DynamoDB does, quotes the text from the one before it to the one after it. */
  syntaxError(): Refusal {
    const after = this.#tokens[this.#at + 1] ?? this.next;
    const near = this.#text.slice(this.previous.start, after.end);
    return new Refusal(`Syntax error; token: "${this.next.text}", near: "${near}"`);
  }
}

const tooManyOperators = (): Refusal =>
  new Refusal(`The expression contains too many operators; operator count: ${MAX_OPERATORS + 1}`);
