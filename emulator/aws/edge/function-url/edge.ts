/**
 * Function URLs: functions that answer plain HTTP under a host of their own.
 *
 * Evidence: aws.md section B.7.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import { causeOf, traceRoot } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Edge } from '../../server/edge.ts';
import { parseFunctionArn } from '../../services/lambda/function-reference.ts';
import type { Lambda } from '../../services/lambda/lambda.ts';
import { requestTooLarge } from '../../services/lambda/errors.ts';
import { readWhole } from '../../wire/body.ts';
import type { WireRequest, WireResponse } from '../../wire/message.ts';
import type { InvocationRequest } from '../../services/lambda/execution/invocations.ts';
import { urlIdOf } from './address.ts';
import { streamedAnswer } from './streamed-answer.ts';
import { callerOf, mayCall } from './url-access.ts';
import { BAD_GATEWAY, urlAnswer } from './url-answer.ts';
import { corsHeaders, isPreflight } from './url-cors.ts';
import { urlEvent } from './url-event.ts';
import type { UrlRequest } from './url-request.ts';

const MAX_BODY = 6_291_456;

const FORBIDDEN =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';

export const functionUrl = ({ lambda }: { readonly lambda: Lambda }, kernel: Kernel): Edge => ({
  name: 'function-url',
  matches: (request) => urlIdOf(request) !== undefined,
  async answer(wire) {
    const located = lambda.urls.locate(urlIdOf(wire) ?? '');
    const reference = located && parseFunctionArn(located.functionArn);
    if (located === undefined || reference === undefined) return json(404, { Message: null });
    const cors = corsHeaders(located.url.cors, wire);
    const requestId = kernel.ids.uuid();
    const answer =
      located.url.cors !== undefined && isPreflight(wire)
        ? { status: 200, headers: {}, body: '' }
        : await answered(lambda, kernel, wire, { ...located, reference, requestId });
    return { ...answer, headers: { ...answer.headers, ...cors, 'x-amzn-requestid': requestId } };
  },
});

type Located = Pick<UrlRequest, 'functionArn' | 'reference' | 'requestId' | 'url'>;

/** Refusals are answers too: browsers are to see them with their CORS headers. */
async function answered(
  lambda: Lambda,
  kernel: Kernel,
  wire: WireRequest,
  located: Located,
): Promise<WireResponse> {
  const { functionArn, url } = located;
  const stopwatch = kernel.clock.stopwatch();
  const seq = kernel.journal.reserve();
  let error: string | undefined;
  let answer: WireResponse;
  try {
    answer = await call(lambda, kernel, { ...located, wire, seq, now: kernel.clock.now() });
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
    error = thrown.code;
    answer = refused(thrown);
  }
  kernel.journal.append(
    {
      type: 'function-url.request',
      cause: causeOf(wire.headers['x-amzn-trace-id']),
      functionArn,
      urlId: url.urlId,
      method: wire.method,
      path: wire.path,
      status: answer.status,
      duration: stopwatch(),
      ...(error !== undefined && { error }),
    },
    seq,
  );
  return answer;
}

async function call(
  lambda: Lambda,
  kernel: Kernel,
  known: Omit<UrlRequest, 'body' | 'traceRoot'>,
): Promise<WireResponse> {
  const { url, wire, now, reference, functionArn, requestId, seq } = known;
  const given = /(?:^|;)\s*Root=([\w-]+)/.exec(wire.headers['x-amzn-trace-id'] ?? '')?.[1];
  const root = given ?? traceRoot(now, kernel.ids.hex(24));
  const request = { ...known, body: await bodyOf(wire), traceRoot: root };
  const caller = callerOf(kernel, request);
  if (!mayCall(kernel, lambda, request, caller)) return json(403, { Message: FORBIDDEN });
  const payload = Buffer.from(JSON.stringify(urlEvent(request, caller)));
  if (payload.length > MAX_BODY) throw requestTooLarge(MAX_BODY, 'InvokeFunction');
  const invocation: InvocationRequest = {
    ...lambda.invocationTarget(reference),
    functionArn,
    requestId,
    payload,
    traceRoot: root,
    kind: 'request',
    cause: seq,
  };
  if (url.invokeMode === 'RESPONSE_STREAM') return streamedAnswer(lambda.invocations, invocation);
  const { payload: answer, failure } = await lambda.invocations.run(invocation);
  return failure === undefined ? urlAnswer(answer.toString()) : { ...BAD_GATEWAY };
}

async function bodyOf(wire: WireRequest): Promise<Buffer> {
  try {
    const { bytes } = await readWhole(wire, MAX_BODY);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (error) {
    throw error instanceof AwsError ? requestTooLarge(MAX_BODY, 'InvokeFunction') : error;
  }
}

function refused({ code, status, message, details }: AwsError): WireResponse {
  if (code === 'MissingAuthenticationTokenException') return json(403, { Message: FORBIDDEN });
  const answer = json(status, { ...details, message });
  answer.headers['x-amzn-errortype'] = code;
  return answer;
}

const json = (status: number, body: object): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
