/** Answers that functions and topics behind custom resources send by HTTP: each request has an address of its own. */
import type { Ids } from '../../kernel/ids.ts';

/** Stands before the token, where no bucket can be. */
const PREFIX = '/_safelight-custom-resources/';

export class CustomResponses {
  readonly #ids: Ids;
  readonly #awaited = new Map<string, string | undefined>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  /** A path that nobody can guess; it takes one answer. */
  expect(): string {
    const path = `${PREFIX}${this.#ids.fileName()}`;
    this.#awaited.set(path, undefined);
    return path;
  }

  /** What was sent to a path so far. */
  answerTo(path: string): string | undefined {
    return this.#awaited.get(path);
  }

  /** Nobody waits any more. */
  forget(path: string): void {
    this.#awaited.delete(path);
  }

  /** Whether the path is of this kind, awaited or not. */
  static isPath(path: string): boolean {
    return path.startsWith(PREFIX);
  }

  /** @returns whether somebody waits for it */
  take(path: string, answer: string): boolean {
    if (!this.#awaited.has(path)) return false;
    this.#awaited.set(path, answer);
    return true;
  }
}
