/**
 * What AWS would answer. An `AwsError` is a value with a code, a status and a message; it knows no wire format. The
 * protocol that carries the answer decides between XML, JSON and CBOR, and adds the request id.
 */

/**
 * Elements that follow Code and Message in the answer's body, in the order AWS writes them. Lists and structures are
 * members of the error's shape, as the SDK types them.
 */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | object | undefined>>;

export interface AwsErrorShape {
  /** AWS's name for the error: the SDK's exception name. */
  readonly code: string;
  /** The name that query protocols and `x-amzn-query-error` use, where it differs and the error has no model. */
  readonly queryCode?: string;
  /** HTTP status. */
  readonly status: number;
  readonly message: string;
  /** Extra members of the error's shape, kept in order. */
  readonly details?: ErrorDetails;
  /** Extra response headers, lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
}

export class AwsError extends Error {
  readonly code: string;
  readonly queryCode: string | undefined;
  readonly status: number;
  readonly details: ErrorDetails;
  readonly headers: Readonly<Record<string, string>>;

  constructor(shape: AwsErrorShape) {
    super(shape.message);
    this.name = shape.code;
    this.code = shape.code;
    this.queryCode = shape.queryCode;
    this.status = shape.status;
    this.details = shape.details ?? {};
    this.headers = shape.headers ?? {};
  }

  /** Whose fault it is, as query protocols and the legacy error header spell it. */
  get fault(): 'Sender' | 'Receiver' {
    return this.status < 500 ? 'Sender' : 'Receiver';
  }
}

/** The answer to an operation that AWS has and safelight does not: loud, by name, never a silent success. */
export const notImplemented = (service: string, what: string): AwsError =>
  new AwsError({
    code: 'NotImplemented',
    status: 501,
    message: `safelight does not implement ${service} ${what}. docs/coverage.md lists what it does.`,
  });
