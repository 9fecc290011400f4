/**
 * Errors that the runtime itself raises, and the forms that errors take in answers and logs.
 *
 * Evidence: aws.md section B.2; aws-lambda-nodejs-runtime-interface-client 3.3 and its rewrite for Node 24, read 2026-11-20.
 */
import { types } from 'node:util';

/** An error of the runtime, named `Runtime.…`. */
export class RuntimeError extends Error {
  constructor(name: string, message: string, options?: { readonly stack?: string | undefined }) {
    super(message);
    this.name = `Runtime.${name}`;
    if (options?.stack !== undefined) this.stack = options.stack;
  }
}

/** What the caller is told of an error. */
export interface ErrorAnswer {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export function errorAnswer(error: unknown): ErrorAnswer {
  try {
    if (isError(error)) {
      return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
    }
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
      trace: [],
    };
  }
}

/** What the log says of an error after its heading: a tab, then all of its enumerable properties. */
export function errorLine(error: unknown): string {
  const logged = error instanceof Error ? error : new Error(String(error));
  try {
    return `\t${JSON.stringify(logged, (_, value: unknown) => withProperties(value))}`;
  } catch {
    return `\t${JSON.stringify(errorAnswer(error))}`;
  }
}

function withProperties(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, stack } = value;
  const { code } = value as { code?: unknown };
  return { errorType: name, errorMessage: message, code, ...value, stack: stack?.split('\n') };
}

/** Errors made by another realm or copied by a library count too. */
const isError = (error: unknown): error is Error =>
  types.isNativeError(error) ||
  (typeof error === 'object' &&
    error !== null &&
    ['name', 'message', 'stack'].every((key) => typeof (error as Record<string, unknown>)[key] === 'string'));
