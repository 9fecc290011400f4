/** Calls of intrinsic functions: `States.Format('Hello {}', $.name)`, nested as deep as one likes. */
import { ARGUMENTS, INTRINSICS, intrinsicFailure, type Chance } from './intrinsic-functions.ts';
import type { Json } from './json.ts';

type Argument = { readonly value: Json } | { readonly path: string } | { readonly call: IntrinsicCall };

export interface IntrinsicCall {
  readonly name: string;
  readonly args: readonly Argument[];
}

const NAME = /States\.[A-Za-z0-9]+/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true\b|false\b|null\b/y;

export const isIntrinsic = (text: string): boolean => /^States\.[A-Za-z0-9]+\(/.test(text);

const read = new Map<string, IntrinsicCall>();

/** @throws StatesError States.IntrinsicFailure */
export function readIntrinsic(text: string): IntrinsicCall {
  const known = read.get(text);
  if (known !== undefined) return known;
  const reader = new IntrinsicReader(text);
  const call = reader.call();
  if (!reader.done) throw reader.unexpected();
  if (read.size >= 1_000) read.clear();
  read.set(text, call);
  return call;
}

/** @param valueOf follows a path */
export function evaluate(
  { name, args }: IntrinsicCall,
  valueOf: (path: string) => Json,
  chance: Chance,
): Json {
  const [fewest, most] = ARGUMENTS[name]!;
  const { length } = args;
  // JSON is what a path leads to; a literal is none.
  const literal = name === 'States.JsonToString' && 'value' in (args[0] ?? {});
  if (length < fewest || length > most || literal) throw intrinsicFailure(`Invalid arguments in ${name}`);
  const values = args.map((argument) => {
    if ('value' in argument) return argument.value;
    return 'path' in argument ? valueOf(argument.path) : evaluate(argument.call, valueOf, chance);
  });
  return INTRINSICS[name]!(values, chance);
}

class IntrinsicReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    this.#space();
    return this.#at >= this.#text.length;
  }

  call(): IntrinsicCall {
    const name = this.#match(NAME) ?? '';
    if (!Object.hasOwn(INTRINSICS, name) || !this.#take('(')) throw this.unexpected();
    const args: Argument[] = [];
    this.#space();
    if (this.#take(')')) return { name, args };
    do args.push(this.#argument());
    while (this.#take(','));
    if (!this.#take(')')) throw this.unexpected();
    return { name, args };
  }

  unexpected() {
    return intrinsicFailure(`Invalid intrinsic function: ${this.#text}`);
  }

  #argument(): Argument {
    this.#space();
    const argument = this.#plain();
    this.#space();
    return argument;
  }

  #plain(): Argument {
    const start = this.#text[this.#at];
    if (start === "'") return { value: this.#quoted() };
    if (start === '$') return { path: this.#path() };
    const word = this.#match(WORD) ?? this.#match(NUMBER);
    return word === undefined ? { call: this.call() } : { value: JSON.parse(word) as Json };
  }

  #quoted(): string {
    let value = '';
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at]!;
      if (character === "'") {
        this.#at += 1;
        return value;
      }
      if (character === '\\') this.#at += 1;
      value += this.#text[this.#at] ?? '';
    }
    throw this.unexpected();
  }

  /** A path goes on to the comma or parenthesis that is neither quoted nor inside its own brackets. */
  #path(): string {
    const start = this.#at;
    let quote = '';
    for (let depth = 0; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at]!;
      if (quote !== '') {
        if (character === '\\') this.#at += 1;
        else if (character === quote) quote = '';
      } else if (character === "'" || character === '"') quote = character;
      else if ('[('.includes(character)) depth += 1;
      else if (depth === 0 && ',) '.includes(character)) break;
      else if ('])'.includes(character)) depth -= 1;
    }
    return this.#text.slice(start, this.#at);
  }

  #space(): void {
    while (this.#text[this.#at] === ' ') this.#at += 1;
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [text] = pattern.exec(this.#text) ?? [];
    this.#at += text?.length ?? 0;
    return text;
  }
}
