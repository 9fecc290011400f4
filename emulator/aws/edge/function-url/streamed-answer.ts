/**
 * The answer of a function URL in mode RESPONSE_STREAM: bytes as the function writes them, after status and headers where it
 * says so (`awslambda.HttpResponseStream.from`): JSON, eight NULs, the body. What a handler answers that does not
 * stream is the body as it is; nothing is inferred from it.
 *
 * Evidence: aws.md section B.3, "Streaming responses"; the developer guide's "Response streaming for Lambda functions"
 * (2026). Gap: a function that fails after its first bytes ends its answer, where AWS breaks it off.
 */
import { PassThrough } from 'node:stream';
import { HTTP_RESPONSE, PRELUDE_END } from '../../services/lambda/execution/frames.ts';
import type { InvocationRequest, Invocations } from '../../services/lambda/execution/invocations.ts';
import type { WireResponse } from '../../wire/message.ts';
import { answerOf, BAD_GATEWAY } from './url-answer.ts';

interface Prelude {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: readonly string[];
}

/** @throws AwsError TooManyRequestsException */
export async function streamedAnswer(
  invocations: Invocations,
  invocation: InvocationRequest,
): Promise<WireResponse> {
  const { response } = invocations.stream(invocation);
  const { contentType, failed } = await response.begun;
  if (failed) return { ...BAD_GATEWAY };
  if (contentType === HTTP_RESPONSE) return afterPrelude(response.body);
  return { status: 200, headers: { 'content-type': contentType }, body: response.body };
}

async function afterPrelude(source: PassThrough): Promise<WireResponse> {
  let head = Buffer.alloc(0);
  const body = new PassThrough();
  for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf(PRELUDE_END);
    if (end < 0) continue;
    const prelude = readPrelude(head.toString('utf8', 0, end));
    if (prelude === undefined) break;
    const { statusCode = 200, headers = {}, cookies } = prelude;
    body.write(head.subarray(end + PRELUDE_END.length));
    source.on('error', (error) => body.destroy(error));
    source.pipe(body);
    return answerOf({ status: statusCode, headers, cookies, body });
  }
  return { ...BAD_GATEWAY };
}

function readPrelude(text: string): Prelude | undefined {
  try {
    return JSON.parse(text) as Prelude;
  } catch {
    return undefined;
  }
}
