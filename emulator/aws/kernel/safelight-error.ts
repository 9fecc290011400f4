/** Codes of everything that can go wrong for the person who runs safelight, as opposed to a client of the cloud. */
export type SafelightErrorCode = `ERR_${Uppercase<string>}`;

/**
 * An error for whoever runs the tool: what happened, and in `hint` what to do next. The command line prints both and
 * exits with `exitCode` (2 = it could not run as asked, 1 = it ran and the answer is no).
 */
export class SafelightError extends Error {
  readonly code: SafelightErrorCode;
  readonly hint: string;
  readonly exitCode: 1 | 2;

  constructor(
    code: SafelightErrorCode,
    message: string,
    options: { hint: string; exitCode?: 1 | 2; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SafelightError';
    this.code = code;
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? 2;
  }
}
