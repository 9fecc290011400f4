import { TemplateFault } from './syntax.ts';

/** No template nests deeper, and no expression has more operators in a row. */
export const DEEPEST = 200;

/** A place in a template's text. */
export class Cursor {
  readonly text: string;
  at = 0;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** Takes what the pattern, which must be sticky, matches here. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.at += match[0].length;
    return match[1] ?? match[0];
  }

  takeText(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /**
   * Reads what lies within something else.
   *
   * @throws TemplateFault
   */
  within<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEEPEST) this.fail('nested too deeply');
    const inner = read();
    this.#depth -= 1;
    return inner;
  }

  spaces(): void {
    this.take(/\s*/y);
  }

  /** @throws TemplateFault */
  expect(text: string): void {
    this.spaces();
    if (!this.takeText(text)) this.fail(`expected ${text}`);
  }

  fail(what: string): never {
    throw new TemplateFault('broken', `${what} at position ${this.at}`);
  }
}
