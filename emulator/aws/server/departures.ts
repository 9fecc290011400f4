/**
 * Answers leave together, at the end of the event loop's turn in which they became ready. A write to a connection whose
 * reader sleeps wakes that reader, which costs the writer more than the write itself; of writes that follow on one
 * another only the first one does.
 */
export class Departures {
  #waiting: (() => void)[] = [];

  /** Resolves when the turn ends. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) setImmediate(() => this.#leave());
    });
  }

  #leave(): void {
    const leaving = this.#waiting;
    this.#waiting = [];
    for (const leave of leaving) leave();
  }
}
