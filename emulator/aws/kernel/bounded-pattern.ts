/**
 * Regular expressions that come from outside (log filters, JSONata, templates). JavaScript's engine backtracks, so that
 * `(a+)+b` on thirty letters takes longer than anybody waits, and nothing else runs meanwhile. AWS's engines are others
 * and give up or never backtrack; here a search ends after a tenth of a second.
 *
 * A search that cannot take long, by the number of ways there are to match at all, is made directly: watching one costs
 * 0.8 ms (Node 24.21, two cores, 2026-11-28).
 */
import { createContext, Script } from 'node:vm';
import { milliseconds } from './instant.ts';

const PATIENCE = milliseconds(100);
/** Ways to match that can all be tried within that. */
const FEW = 100_000_000;

/** The search took too long. */
export class PatternTooSlow extends Error {
  override readonly name = 'PatternTooSlow';
}

const room = createContext({ search: undefined as unknown });
const search = new Script('search()');

export class BoundedPattern {
  readonly #expression: RegExp;
  /** How many parts can match more or less of a text; undefined where groups can repeat what repeats. */
  readonly #choices: number | undefined;

  /** @throws SyntaxError */
  constructor(source: string | RegExp, flags?: string) {
    this.#expression = new RegExp(source, flags);
    const text = this.#expression.source;
    this.#choices = text.includes('(') ? undefined : (text.match(/[*+?{|]/g)?.length ?? 0);
  }

  /** Where the next search begins, for patterns with the flag `g`. */
  get lastIndex(): number {
    return this.#expression.lastIndex;
  }

  set lastIndex(at: number) {
    this.#expression.lastIndex = at;
  }

  /** @throws PatternTooSlow */
  test(text: string): boolean {
    return this.exec(text) !== null;
  }

  /** @throws PatternTooSlow */
  exec(text: string): RegExpExecArray | null {
    const ways = this.#choices === undefined ? Infinity : (text.length + 1) ** (this.#choices + 1);
    if (ways <= FEW) return this.#expression.exec(text);
    room['search'] = () => this.#expression.exec(text);
    try {
      return search.runInContext(room, { timeout: PATIENCE }) as RegExpExecArray | null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      throw new PatternTooSlow(`the pattern /${this.#expression.source}/ takes too long`);
    } finally {
      room['search'] = undefined;
    }
  }
}
