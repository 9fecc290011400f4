/**
 * Regular expressions that come from outside (log filters, JSONata, templates). JavaScript's engine backtracks, so that
 * `(a+)+b` on thirty letters takes longer than anybody waits, and nothing else runs meanwhile. AWS's engines are others
 * and give up or never backtrack; here a search ends after a tenth of a second of work. What the machine does meanwhile
 * does not count: on one with more to do than it can, the same search begins again.
 *
 * A search that cannot take long, by the number of ways there are to match at all, is made directly: watching one costs
 * 0.8 ms (Node 24.21, two cores, 2026-11-28).
 */
import { createContext, Script } from 'node:vm';
import { milliseconds } from './instant.ts';

const PATIENCE = milliseconds(100);
/** Microseconds of work; a little less, since looking at it takes some too. */
const MOST_WORK = PATIENCE * 900;
/** Turns that a search gets in which the processor was elsewhere. */
const MOST_TURNS = 20;
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
    const before = process.threadCpuUsage();
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const found = watched(() => this.#expression.exec(text));
      if (found !== 'late') return found;
      const { user, system } = process.threadCpuUsage(before);
      if (user + system >= MOST_WORK) break;
    }
    throw new PatternTooSlow(`the pattern /${this.#expression.source}/ takes too long`);
  }
}

/** What is found within `PATIENCE` by the clock on the wall, which is all that can be watched from outside. */
function watched(exec: () => RegExpExecArray | null): RegExpExecArray | null | 'late' {
  room['search'] = exec;
  try {
    return search.runInContext(room, { timeout: PATIENCE }) as RegExpExecArray | null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return 'late';
  } finally {
    room['search'] = undefined;
  }
}
