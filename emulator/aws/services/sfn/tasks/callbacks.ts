/** Task tokens: who waits for them, and what they were answered with. An answer is kept until the execution takes it. */
import type { Instant } from '../../../kernel/instant.ts';
import type { Statement, Store } from '../../../kernel/store.ts';
import { invalidToken, taskTimedOut } from '../errors.ts';

export type Answer =
  | { readonly output: string }
  | { readonly error: string | undefined; readonly cause: string | undefined };

interface TokenRow {
  readonly token: string;
  readonly answer: string | null;
  readonly beat: number;
  readonly closed: number;
}

export class Callbacks {
  readonly #store: Store;
  readonly #waiting = new Map<string, () => void>();
  readonly #find: Statement<TokenRow>;
  readonly #open: Statement<never>;
  readonly #answer: Statement<never>;
  readonly #beat: Statement<never>;
  readonly #close: Statement<never>;

  constructor(store: Store) {
    this.#store = store;
    this.#find = store.statement('SELECT * FROM sfn_task_tokens WHERE token = ?');
    this.#open = store.statement(
      'INSERT INTO sfn_task_tokens (token, beat, closed) VALUES (?, ?, 0) ON CONFLICT DO NOTHING',
    );
    this.#answer = store.statement('UPDATE sfn_task_tokens SET answer = ? WHERE token = ?');
    this.#beat = store.statement('UPDATE sfn_task_tokens SET beat = ? WHERE token = ?');
    this.#close = store.statement('UPDATE sfn_task_tokens SET closed = 1, answer = NULL WHERE token = ?');
  }

  /** A task begins to wait for its token. */
  open(token: string, now: Instant): void {
    this.#open.run(token, now);
  }

  /** The task is over; the token is good for nothing any more. */
  close(token: string): void {
    this.#waiting.delete(token);
    this.#close.run(token);
  }

  /** Has `wake` called whenever there is something new about the token. */
  listen(token: string, wake: () => void): () => void {
    this.#waiting.set(token, wake);
    return () => this.#waiting.delete(token);
  }

  read(token: string): { readonly answer: Answer | undefined; readonly beat: Instant } {
    const { answer = null, beat = 0 } = this.#find.get(token) ?? {};
    return { answer: answer === null ? undefined : (JSON.parse(answer) as Answer), beat };
  }

  /** @throws AwsError InvalidToken, TaskTimedOut */
  answer(token: string, answer: Answer): void {
    this.#store.transact(() => {
      this.#check(token);
      this.#answer.run(JSON.stringify(answer), token);
      this.#store.afterCommit(() => this.#waiting.get(token)?.());
    });
  }

  /** @throws AwsError InvalidToken, TaskTimedOut */
  heartbeat(token: string, now: Instant): void {
    this.#store.transact(() => {
      this.#check(token);
      this.#beat.run(now, token);
      this.#store.afterCommit(() => this.#waiting.get(token)?.());
    });
  }

  #check(token: string): void {
    const row = this.#find.get(token);
    if (row === undefined) throw invalidToken();
    if (row.closed === 1 || row.answer !== null) throw taskTimedOut();
  }
}
