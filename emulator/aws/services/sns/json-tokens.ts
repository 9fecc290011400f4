/**
 * A reader of JSON, token by token, that knows where it is the way AWS's own parser does: SNS ends its complaints about
 * filter policies with ` at [Source: (String)"…"; line: 1, column: 31]`, and clients see that text (recorded 2024-05-14).
 * The position is the one after the last character taken in. A string's contents count as taken in only once they have
 * been asked for, and a field's name takes in the beginning of its value.
 */

export type Token = '{' | '}' | '[' | ']' | 'field' | 'string' | 'number' | 'true' | 'false' | 'null';

/** Carries a complaint and the place it is about. */
export class JsonFault extends Error {}

const LITERALS = ['true', 'false', 'null'] as const;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const LONGEST_SOURCE = 500;

/** Where Jackson, which SNS reads with, gives up (its StreamReadConstraints, 2.15). */
const MOST_NESTED = 1_000;

export class JsonTokens {
  readonly #source: string;
  /** After everything read so far. */
  #end = 0;
  /** After everything that counts as taken in. */
  #taken = 0;
  #start = 0;
  #token: Token | undefined;
  /** Containers that are open, innermost last. */
  readonly #open: ('{' | '[')[] = [];
  #expectsName = false;

  constructor(source: string) {
    this.#source = source;
  }

  get token(): Token | undefined {
    return this.#token;
  }

  /** The current token as it was written; a string's or a field's contents. Takes a string in. */
  text(): string {
    if (this.#token === 'string') this.#taken = this.#end;
    const written = this.#source.slice(this.#start, this.#end);
    return this.#token === 'string' || this.#token === 'field' ? (JSON.parse(written) as string) : written;
  }

  /** Reads the next token; `undefined` at the end of the document. */
  next(): Token | undefined {
    this.#skipSeparators();
    this.#start = this.#end;
    const first = this.#source[this.#end];
    if (first === undefined) {
      if (this.#open.length > 0) throw this.#unexpectedEnd();
      return (this.#token = undefined);
    }
    this.#token = this.#expectsName && first !== '}' ? this.#name(first) : this.#value(first);
    if (this.#token !== 'field') this.#expectsName = this.#open.at(-1) === '{';
    return this.#token;
  }

  /** A complaint about the current token. */
  fault(message: string): JsonFault {
    return new JsonFault(`${message}\n at [Source: ${this.#quoted()}; ${this.#place(this.#location())}]`);
  }

  #name(first: string): Token {
    if (first !== '"') throw this.#unexpected('was expecting double-quote to start field name');
    this.#scan(STRING);
    this.#expectsName = false;
    return 'field';
  }

  #value(first: string): Token {
    switch (first) {
      case '{':
      case '[':
        this.#open.push(first);
        if (this.#open.length > MOST_NESTED)
          throw new JsonFault(
            `Document nesting depth (${this.#open.length}) exceeds the maximum allowed (${MOST_NESTED}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
          );
        return this.#take(1, first);
      case '}':
      case ']':
        if (this.#open.pop() !== (first === '}' ? '{' : '[')) throw this.#unexpected('expected a value');
        return this.#take(1, first);
      case '"':
        this.#scan(STRING);
        this.#taken = this.#start + 1;
        return 'string';
      default: {
        const literal = LITERALS.find((word) => this.#source.startsWith(word, this.#end));
        if (literal !== undefined) return this.#take(literal.length, literal);
        if (!/[-\d]/.test(first))
          throw this.#unexpected(
            "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
          );
        this.#scan(NUMBER);
        return 'number';
      }
    }
  }

  #take(length: number, token: Token): Token {
    this.#end += length;
    this.#taken = this.#end;
    return token;
  }

  #scan(pattern: RegExp): void {
    pattern.lastIndex = this.#end;
    if (!pattern.test(this.#source)) throw this.#unexpectedEnd();
    this.#end = pattern.lastIndex;
    this.#taken = this.#end;
  }

  #skipSeparators(): void {
    while (/[\s,:]/.test(this.#source[this.#end] ?? '')) this.#end += 1;
  }

  /** Where the parser is: for a field, as far into its value as the parser looks ahead. */
  #location(): number {
    if (this.#token !== 'field') return this.#taken;
    const ahead = /\s*:\s*(?:-?[\d.eE+-]+|true|false|null|.)/sy;
    ahead.lastIndex = this.#end;
    return ahead.test(this.#source) ? ahead.lastIndex : this.#end;
  }

  #unexpected(expectation: string): JsonFault {
    const character = this.#source[this.#end] ?? '';
    const message = `failed to parse JSON. Unexpected character ('${character}' (code ${character.charCodeAt(0)})): ${expectation}`;
    return new JsonFault(`${message}\n at [Source: ${this.#quoted()}; ${this.#place(this.#end + 1)}]`);
  }

  #unexpectedEnd(): JsonFault {
    const place = this.#place(this.#source.length);
    return new JsonFault(
      `failed to parse JSON. Unexpected end-of-input\n at [Source: ${this.#quoted()}; ${place}]`,
    );
  }

  #quoted(): string {
    const cut = this.#source.length - LONGEST_SOURCE;
    return cut > 0
      ? `(String)"${this.#source.slice(0, LONGEST_SOURCE)}"[truncated ${cut} chars]`
      : `(String)"${this.#source}"`;
  }

  #place(offset: number): string {
    const lines = this.#source.slice(0, offset).split('\n');
    return `line: ${lines.length}, column: ${lines.at(-1)!.length + 1}`;
  }
}
