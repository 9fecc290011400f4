/**
 * Lambda functions behind a REST API's proxy integration: the parts of the event that the image API reads, and answers
 * in the form that API Gateway takes. Every failure is JSON with a code.
 */

export interface ProxyEvent {
  readonly httpMethod: string;
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | null;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null;
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

export interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded?: boolean;
}

export type ProxyHandler = (event: ProxyEvent) => Promise<ProxyAnswer>;

const STATUS = {
  CONFLICT: 409,
  INTERNAL_ERROR: 500,
  INVALID_REQUEST: 400,
  METHOD_NOT_ALLOWED: 405,
  NOT_FOUND: 404,
  PAYLOAD_TOO_LARGE: 413,
} as const;

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: keyof typeof STATUS;

  constructor(code: keyof typeof STATUS, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export const invalid = (message: string): Refusal => new Refusal('INVALID_REQUEST', message);

const HEADERS = { 'content-type': 'application/json', 'access-control-allow-origin': '*' };

export const json = (statusCode: number, body: unknown): ProxyAnswer => ({
  statusCode,
  headers: HEADERS,
  body: JSON.stringify(body),
});

/** A handler whose refusals become answers; what was not foreseen is logged, and answered without details. */
export const proxyHandler =
  (method: string, work: ProxyHandler): ProxyHandler =>
  async (event) => {
    try {
      if (event.httpMethod !== method) {
        throw new Refusal(
          'METHOD_NOT_ALLOWED',
          `${event.httpMethod} does not work here: images are immutable`,
        );
      }
      return await work(event);
    } catch (error) {
      if (error instanceof Refusal) {
        return json(STATUS[error.code], { error: { code: error.code, message: error.message } });
      }
      console.error(error);
      const code = 'INTERNAL_ERROR';
      return json(STATUS[code], { error: { code, message: 'something went wrong here' } });
    }
  };

export const query = (event: ProxyEvent, name: string): string | undefined =>
  event.queryStringParameters?.[name] ?? undefined;

/** Header names come as the client wrote them. */
export function header(event: ProxyEvent, name: string): string | undefined {
  const found = Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found?.[1];
}

/** The `{image_id}` of the path. */
export function imageId(event: ProxyEvent): string {
  const id = event.pathParameters?.['image_id'];
  if (!id) throw invalid('image_id is missing');
  return id;
}
