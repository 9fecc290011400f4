/**
 * Counts changes to anything that decides how requests are served, so that what is worked out from the records is worked
 * out once per change and not once per request.
 */
export class Revision {
  #current = 0;

  get current(): number {
    return this.#current;
  }

  advance(): void {
    this.#current += 1;
  }
}
