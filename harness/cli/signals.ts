/** A terminal's Ctrl-C reaches a process twice when npm stands between; so soon after, it is not a second thought. */
const SECOND_THOUGHT = 1_000;

/** Resolves at the first SIGINT or SIGTERM; another one later ends the process at once. */
export function untilSignalled(): Promise<void> {
  return new Promise((resolve) => {
    let asked: number | undefined;
    const hear = (): void => {
      if (asked !== undefined && performance.now() - asked > SECOND_THOUGHT) process.exit(1);
      asked ??= performance.now();
      resolve();
    };
    process.on('SIGINT', hear);
    process.on('SIGTERM', hear);
  });
}

/** A signal that is aborted at the first SIGINT or SIGTERM, until it is disposed of. */
export function abortOnSignal(): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.on('SIGINT', abort);
  process.on('SIGTERM', abort);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      process.off('SIGINT', abort);
      process.off('SIGTERM', abort);
    },
  };
}
