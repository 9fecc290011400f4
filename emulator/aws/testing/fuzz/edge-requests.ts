/** Valid requests for everything that end users reach, and nearly valid ones. */
import { mutateText, type Chance } from '#fixtures';

export interface EdgeRequest {
  readonly method: string;
  readonly host: string;
  /** With its query. */
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** As HTTP/1.1 sends it, one text of bytes (latin1). */
export function http1Of({ method, host, target, headers, body }: EdgeRequest): string {
  const length: [string, string][] = body === '' ? [] : [['Content-Length', String(body.length)]];
  const lines = [['Host', host] as const, ...headers, ...length].map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

/** As the header fields of HTTP/2 say it. */
export const fieldsOf = ({
  method,
  host,
  target,
  headers,
}: EdgeRequest): readonly (readonly [string, string])[] => [
  [':method', method],
  [':scheme', 'https'],
  [':authority', host],
  [':path', target],
  ...headers.map(([name, value]) => [name.toLowerCase(), value] as const),
];

/** One part of the request goes wrong, and its form stays right. */
export function mutateRequest(request: EdgeRequest, chance: Chance): EdgeRequest {
  const place = chance.next();
  if (place < 0.05)
    return { ...request, method: chance.of(['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'POST', 'X']) };
  if (place < 0.12) return { ...request, host: field(mutateText(request.host, chance)) };
  if (place < 0.55) return { ...request, target: `/${word(mutateText(request.target.slice(1), chance))}` };
  if (place < 0.85 && request.headers.length > 0) {
    const at = chance.below(request.headers.length);
    const headers = request.headers.map(([name, value], n) =>
      n === at ? ([name, field(mutateText(value, chance))] as const) : ([name, value] as const),
    );
    return { ...request, headers };
  }
  return { ...request, body: latin1(mutateText(request.body, chance)) };
}

const latin1 = (text: string): string => Buffer.from(text).toString('latin1').slice(0, 100_000);
/** What can stand in a header. */
const field = (text: string): string => latin1(text.replaceAll(/\p{Cc}/gu, '')).slice(0, 40_000);
/** What can stand in a first line. */
const word = (text: string): string => field(text).replaceAll(' ', '%20');
