/** Reads paths; see `json-path.ts` for what they mean. Paths are read once and kept. */
import type { Filter, Operand, Path, Step } from './json-path.ts';
import type { Json } from './json.ts';

const NAME = /[\p{L}_$][\p{L}\p{N}_$-]*|[\p{N}][\p{L}\p{N}_-]*/uy;
const INTEGER = /-?\d+/y;
const LITERAL = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true\b|false\b|null\b/y;
const OPERATOR = /==|!=|<=|>=|<|>/y;
const MOST_KEPT = 10_000;
/** Tests in one path, within each other or side by side. */
const MOST_TESTS = 500;

const read = new Map<string, Path | undefined>();

/** The path that a text stands for; `undefined` when it is none. */
export function readPath(text: string): Path | undefined {
  if (read.has(text)) return read.get(text);
  let path: Path | undefined;
  try {
    path = new PathReader(text).path();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (read.size >= MOST_KEPT) read.clear();
  read.set(text, path);
  return path;
}

/** Whether a path leads to one place at most and may therefore be written to. */
export const isReferencePath = (text: string): boolean => readPath(text)?.definite === true;

class PathReader {
  readonly #text: string;
  #at = 0;
  #tests = 0;

  constructor(text: string) {
    this.#text = text;
  }

  path(): Path {
    const root = this.#root();
    const steps = this.#steps();
    if (this.#at < this.#text.length) throw this.#unexpected();
    const definite = steps.every((step) => step.kind === 'names' && !step.deep && step.names.length === 1);
    return { text: this.#text, root, steps, definite };
  }

  #root(): string {
    if (!this.#take('$')) throw this.#unexpected();
    if (this.#take('$')) return '$$';
    return this.#match(NAME) ?? '$';
  }

  #steps(): Step[] {
    const steps: Step[] = [];
    for (let step = this.#step(); step !== undefined; step = this.#step()) steps.push(step);
    return steps;
  }

  #step(): Step | undefined {
    if (this.#take('..')) {
      if (this.#take('[')) return this.#bracket(true);
      return this.#take('*') ? { kind: 'all', deep: true } : this.#named(true);
    }
    if (this.#take('[')) return this.#bracket(false);
    if (!this.#take('.')) return undefined;
    return this.#take('*') ? { kind: 'all', deep: false } : this.#named(false);
  }

  #named(deep: boolean): Step {
    const name = this.#match(NAME);
    if (name === undefined) throw this.#unexpected();
    return { kind: 'names', names: [name], deep };
  }

  #bracket(deep: boolean): Step {
    this.#space();
    if (this.#take('*')) return this.#closed({ kind: 'all', deep });
    if (this.#take('?')) {
      this.#expect('(');
      const test = this.#or();
      this.#expect(')');
      return this.#closed({ kind: 'filter', test, deep });
    }
    if (this.#text[this.#at] === ':' || /^-?\d+\s*:/.test(this.#text.slice(this.#at))) return this.#slice();
    const names = [this.#member()];
    while (this.#take(',')) names.push(this.#member());
    return this.#closed({ kind: 'names', names, deep });
  }

  #slice(): Step {
    const from = this.#integer();
    this.#expect(':');
    const to = this.#integer();
    const by = this.#take(':') ? (this.#integer() ?? 1) : 1;
    if (by < 1) throw this.#unexpected();
    return this.#closed({ kind: 'slice', from, to, by });
  }

  #integer(): number | undefined {
    const digits = this.#match(INTEGER);
    return digits === undefined ? undefined : Number(digits);
  }

  #member(): string | number {
    this.#space();
    const literal = this.#literal();
    this.#space();
    if (typeof literal !== 'string' && typeof literal !== 'number') throw this.#unexpected();
    return literal;
  }

  #or(): Filter {
    let left = this.#and();
    while (this.#take('||')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Filter {
    let left = this.#test();
    while (this.#take('&&')) left = { kind: 'and', left, right: this.#test() };
    return left;
  }

  #test(): Filter {
    this.#tests += 1;
    if (this.#tests > MOST_TESTS) throw this.#unexpected();
    this.#space();
    if (this.#take('!')) return { kind: 'not', filter: this.#test() };
    if (this.#take('(')) {
      const inner = this.#or();
      this.#expect(')');
      this.#space();
      return inner;
    }
    const left = this.#operand();
    this.#space();
    const operator = this.#match(OPERATOR);
    if (operator === undefined) {
      if ('value' in left) throw this.#unexpected();
      return { kind: 'exists', steps: left.steps };
    }
    this.#space();
    const right = this.#operand();
    this.#space();
    return { kind: 'compare', operator, left, right };
  }

  #operand(): Operand {
    return this.#take('@') ? { steps: this.#steps() } : { value: this.#literal() };
  }

  #literal(): Json {
    const text = this.#match(LITERAL);
    if (text === undefined) throw this.#unexpected();
    if (!text.startsWith("'")) return JSON.parse(text) as Json;
    return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
  }

  #closed(step: Step): Step {
    this.#expect(']');
    return step;
  }

  #space(): void {
    while (this.#text[this.#at] === ' ') this.#at += 1;
  }

  #expect(text: string): void {
    this.#space();
    if (!this.#take(text)) throw this.#unexpected();
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

  #unexpected(): SyntaxError {
    return new SyntaxError(`no path: ${this.#text} at ${this.#at}`);
  }
}
