/** An error inside an execution: what Retry and Catch look at, and what ends an execution that neither takes. */
export class StatesError extends Error {
  /** `States.Timeout`, `S3.NoSuchKeyException`, a function's own error type */
  readonly error: string | undefined;
  readonly causeText: string | undefined;
  /** The field whose evaluation failed, where a query language is to blame: it gets an event of its own. */
  readonly location: string | undefined;

  constructor(error: string | undefined, cause: string | undefined, location?: string) {
    super(cause ?? error ?? 'failed');
    this.name = 'StatesError';
    this.error = error;
    this.causeText = cause;
    this.location = location;
  }

  /** What a state that catches the error is given. */
  get output(): { readonly Error: string; readonly Cause: string } {
    return { Error: this.error ?? '', Cause: this.causeText ?? '' };
  }
}

/** What no Retry and no Catch takes: the definition does not fit its data. */
export const runtimeError = (cause: string): StatesError => new StatesError('States.Runtime', cause);

/**
 * Whether a list of error names takes an error. `States.ALL` takes everything but `States.Runtime` (recorded 2024-03-21:
 * also `States.DataLimitExceeded`, which the documentation leaves out), `States.TaskFailed` everything but timeouts.
 */
export function takes(names: readonly string[], { error = '' }: StatesError): boolean {
  if (error === 'States.Runtime') return false;
  return names.some(
    (name) =>
      name === error ||
      name === 'States.ALL' ||
      (name === 'States.TaskFailed' && !error.endsWith('Timeout')) ||
      (name === 'States.Timeout' && error === 'States.HeartbeatTimeout'),
  );
}
