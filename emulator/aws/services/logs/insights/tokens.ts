/** The words of a Logs Insights query. */
import { malformedQuery } from '../errors.ts';

export type Token =
  | { readonly kind: 'text' | 'regex' | 'word' | 'mark'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly value: number };

const TOKEN =
  /\s*(?:#[^\n]*|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\/((?:[^/\\\n]|\\.)+)\/|(-?\d+(?:\.\d+)?(?:ms|[smhdw])?)(?![\w.])|`([^`]+)`|([@A-Za-z_][\w.@]*)|(=~|!=|<=|>=|[=<>|,()[\]*]))/y;

/** @throws AwsError MalformedQueryException */
export function tokenise(query: string): readonly Token[] {
  const tokens: Token[] = [];
  const text = query.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw malformedQuery(`unexpected symbol found ${text.slice(at).trim().charAt(0)}`);
    const token = tokenOf(match);
    if (token !== undefined) tokens.push(token);
  }
  return tokens;
}

function tokenOf(match: RegExpExecArray): Token | undefined {
  const [, double, single, regex, number, quotedName, word, mark] = match;
  const text = double ?? single;
  if (text !== undefined) return { kind: 'text', text: text.replaceAll(/\\(["'\\])/g, '$1') };
  if (regex !== undefined) return { kind: 'regex', text: regex };
  if (number !== undefined) return { kind: 'number', text: number, value: Number.parseFloat(number) };
  const name = quotedName ?? word;
  if (name !== undefined) return { kind: 'word', text: name };
  return mark === undefined ? undefined : { kind: 'mark', text: mark };
}

/** Expressions within expressions; nobody writes so many. */
const DEEPEST = 200;

/** Walks over tokens; words are compared without regard to case. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#next >= this.#tokens.length;
  }

  peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  take(): Token {
    const token = this.peek();
    if (token === undefined) throw malformedQuery('unexpected end of input');
    this.#next += 1;
    return token;
  }

  /** Takes these words or marks if they all come next. */
  takeIf(...words: readonly string[]): boolean {
    const found = words.every((word, index) => {
      const token = this.#tokens[this.#next + index];
      return (token?.kind === 'word' || token?.kind === 'mark') && token.text.toLowerCase() === word;
    });
    if (found) this.#next += words.length;
    return found;
  }

  expect(word: string): void {
    if (!this.takeIf(word)) throw this.unexpected();
  }

  word(): string {
    const token = this.take();
    if (token.kind !== 'word') throw malformedQuery(`unexpected symbol found ${token.text}`);
    return token.text;
  }

  /** Reads what lies within something else. @throws AwsError MalformedQueryException where that goes on and on */
  nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw this.unexpected();
    const value = read();
    this.#depth -= 1;
    return value;
  }

  /** Reads something, and tells how it was written. */
  record<T>(read: () => T): { readonly value: T; readonly written: string } {
    const start = this.#next;
    const value = read();
    const written = this.#tokens.slice(start, this.#next).map(({ text }) => text);
    return { value, written: written.join('').replaceAll(',', ', ') };
  }

  unexpected(): Error {
    const token = this.peek();
    return malformedQuery(
      token === undefined ? 'unexpected end of input' : `unexpected symbol found ${token.text}`,
    );
  }
}
