/**
 * How many invocations run at once, and when there are too many: a function's reservation is both a guarantee and a
 * limit; all others share what the reservations leave of the account's thousand.
 *
 * Evidence: aws.md section B.2. Gap: provisioned concurrency answers 501.
 */
import type { Scope } from '../../kernel/scope.ts';
import { tooManyRequests } from './errors.ts';
import type { Functions, LambdaFunction } from './functions.ts';

/** AWS's default per account and region. */
export const ACCOUNT_CONCURRENCY = 1_000;
/** What reservations have to leave. */
export const LEAST_UNRESERVED = 100;

export class Concurrency {
  readonly #functions: Functions;
  readonly #byFunction = new Map<number, number>();
  readonly #unreserved = new Map<string, number>();

  constructor(functions: Functions) {
    this.#functions = functions;
  }

  /**
   * Counts an invocation in.
   *
   * @returns how to count it out again
   * @throws AwsError TooManyRequestsException
   */
  enter(fn: LambdaFunction): () => void {
    const running = this.#byFunction.get(fn.id) ?? 0;
    const pool = poolOf(fn.scope);
    const sharing = this.#unreserved.get(pool) ?? 0;
    const shares = fn.reserved === undefined;
    if (fn.reserved !== undefined && running >= fn.reserved) {
      throw tooManyRequests('ReservedFunctionConcurrentInvocationLimitExceeded');
    }
    // Reservations always leave a hundred, so up to there nobody needs to add them up.
    if (shares && sharing >= LEAST_UNRESERVED && sharing >= this.#shared(fn.scope)) {
      throw tooManyRequests('ConcurrentInvocationLimitExceeded');
    }
    this.#byFunction.set(fn.id, running + 1);
    if (shares) this.#unreserved.set(pool, sharing + 1);
    return () => {
      const left = (this.#byFunction.get(fn.id) ?? 1) - 1;
      if (left === 0) this.#byFunction.delete(fn.id);
      else this.#byFunction.set(fn.id, left);
      if (shares) this.#unreserved.set(pool, (this.#unreserved.get(pool) ?? 1) - 1);
    };
  }

  #shared(scope: Scope): number {
    return ACCOUNT_CONCURRENCY - this.#functions.usage(scope).reserved;
  }

  /** Invocations of a function that run now. */
  running(fn: LambdaFunction): number {
    return this.#byFunction.get(fn.id) ?? 0;
  }
}

const poolOf = ({ accountId, region }: Scope): string => `${accountId}/${region}`;
