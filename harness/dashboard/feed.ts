/** Gathers events and folds them into the model a few times a second, however many there are. */
import type { DashboardEvent } from './events.ts';
import { EMPTY_MODEL, fold, type Model } from './model.ts';

/** Drawing is most of what the dashboard costs; keys are answered at once all the same. */
const FRAME_MILLISECONDS = 500;
/** Rates move on even when nothing comes in. */
const IDLE_MILLISECONDS = 1_000;

export class Feed implements Disposable {
  readonly #listeners = new Set<() => void>();
  readonly #timer: NodeJS.Timeout;
  #pending: DashboardEvent[] = [];
  #folded = 0;
  #model: Model = EMPTY_MODEL;

  constructor() {
    this.#timer = setInterval(() => {
      if (this.#pending.length > 0 || Date.now() - this.#folded >= IDLE_MILLISECONDS) this.flush();
    }, FRAME_MILLISECONDS);
  }

  get model(): Model {
    return this.#model;
  }

  add(event: DashboardEvent): void {
    this.#pending.push(event);
  }

  /** Folds what has gathered now. */
  flush(): void {
    const events = this.#pending;
    this.#pending = [];
    this.#folded = Date.now();
    this.#model = fold(this.#model, events, this.#folded);
    for (const listener of this.#listeners) listener();
  }

  /** Forgets everything: another cloud answers, or the same one after a reset. */
  clear(): void {
    this.#pending = [];
    this.#model = EMPTY_MODEL;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
