/** What the image API answers when it cannot do as asked: a status, and JSON with a code that programs can act on. */

const STATUS = {
  CONFLICT: 409,
  INTERNAL_ERROR: 500,
  INVALID_REQUEST: 400,
  METHOD_NOT_ALLOWED: 405,
  NOT_FOUND: 404,
  PAYLOAD_TOO_LARGE: 413,
} as const;

type Code = keyof typeof STATUS;

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get status(): (typeof STATUS)[Code] {
    return STATUS[this.code];
  }

  toJSON(): { error: { code: Code; message: string } } {
    return { error: { code: this.code, message: this.message } };
  }
}

export const invalid = (message: string): Refusal => new Refusal('INVALID_REQUEST', message);
