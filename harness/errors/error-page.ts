/** What is known of an error code beyond the line that a command prints: the same for every occasion. */
export interface ErrorPage {
  readonly code: `ERR_${string}`;
  /** What the code says, in one sentence. */
  readonly meaning: string;
  /** How it comes about, the likeliest first. */
  readonly causes: readonly string[];
  /** What to try, in this order. */
  readonly remedies: readonly string[];
}

/** Pages that stand together in the reference. */
export interface ErrorChapter {
  readonly title: string;
  readonly pages: readonly ErrorPage[];
}
