/** What the API answers when it cannot do as asked: a status, and JSON with a code that programs can act on. */

export type ProblemCode =
  | 'forbidden'
  | 'internal'
  | 'invalid_request'
  | 'method_not_allowed'
  | 'not_found'
  | 'payload_too_large'
  | 'storage_unavailable'
  | 'unauthenticated';

const STATUS = {
  forbidden: 403,
  internal: 500,
  invalid_request: 400,
  method_not_allowed: 405,
  not_found: 404,
  payload_too_large: 413,
  storage_unavailable: 502,
  unauthenticated: 401,
} as const satisfies Record<ProblemCode, number>;

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get status(): (typeof STATUS)[ProblemCode] {
    return STATUS[this.code];
  }

  toJSON(): { error: { code: ProblemCode; message: string } } {
    return { error: { code: this.code, message: this.message } };
  }
}

export const invalid = (message: string): ApiProblem => new ApiProblem('invalid_request', message);
