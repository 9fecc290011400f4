/**
 * Lambda@Edge: functions of Lambda on the four events of a request. On viewers' events they run for every request, on the
 * origin's only when the caches have nothing, and what they answer there is cached (aws.md section A.17).
 *
 * Gaps: replication, its roles and quotas are not modelled; the function runs where it is, as the distribution's account.
 */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Principal } from '../../kernel/scope.ts';
import type { Behavior, LambdaEvent } from './behavior.ts';
import type { Changed, EdgeCode } from './edge-code.ts';
import type { Exchange } from './exchange.ts';
import {
  fromLambdaHeaders,
  InvalidLambdaResult,
  readLambdaResult,
  toLambdaHeaders,
  type LambdaRequest,
  type LambdaResponse,
} from './lambda-event.ts';
import { OriginFailure, type OriginAnswer } from './origin-answer.ts';
import type { OriginRequest } from './origin-request.ts';
import type { Result } from './outcome.ts';
import { LAMBDA_FAILED } from './pages.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** Most bytes of a body that a function on a viewer's request gets to see, or may answer. */
const LARGEST_BODY = 40_960;

type Returned = { readonly request: LambdaRequest } | { readonly response: LambdaResponse };

export class LambdaAtEdge implements EdgeCode {
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  handles(event: LambdaEvent, { lambdas }: Behavior): boolean {
    return lambdas.has(event);
  }

  async onRequest(request: ViewerRequest, behavior: Behavior, about: Exchange): Promise<Changed> {
    const lambda = behavior.lambdas.get('viewer-request')!;
    const body = lambda.body && request.body !== undefined ? await buffer(request.body) : undefined;
    const asked = withBody(seenBy(request), body);
    const returned = await this.#run(lambda.arn, 'viewer-request', { request: asked }, about);
    if ('response' in returned) return { result: generated(returned.response) };
    const left = returned.request;
    const replaced = left.body?.action === 'replace' ? bytesOf(left.body.data, left.body.encoding) : body;
    return {
      request: {
        ...request,
        path: left.uri,
        query: left.querystring,
        headers: flat(left),
        ...(replaced !== undefined && { body: Readable.from([replaced]) }),
      },
    };
  }

  async onResponse(
    result: Result,
    request: ViewerRequest,
    behavior: Behavior,
    about: Exchange,
  ): Promise<Result> {
    const { arn } = behavior.lambdas.get('viewer-response')!;
    const response = { status: String(result.status), headers: toLambdaHeaders(result.headers) };
    const seen = { request: seenBy(request), response };
    const left = responseOf(await this.#run(arn, 'viewer-response', seen, about));
    return { ...result, status: Number(left.status), headers: fromLambdaHeaders(left.headers) };
  }

  /**
   * The request to the origin as a function leaves it, or the answer that it gives itself.
   *
   * @throws OriginFailure when the function fails
   */
  async beforeOrigin(
    request: OriginRequest,
    behavior: Behavior,
    about: Exchange,
  ): Promise<OriginRequest | { readonly answer: OriginAnswer }> {
    const lambda = behavior.lambdas.get('origin-request');
    if (lambda === undefined) return request;
    const returned = await this.#run(lambda.arn, 'origin-request', { request: seenBy(request) }, about);
    if ('response' in returned) return { answer: answerOf(returned.response) };
    return {
      method: request.method,
      path: returned.request.uri,
      query: returned.request.querystring,
      headers: flat(returned.request),
    };
  }

  /**
   * The origin's answer as a function leaves it.
   *
   * @throws OriginFailure when the function fails
   */
  async afterOrigin(
    answer: OriginAnswer,
    request: OriginRequest,
    behavior: Behavior,
    about: Exchange,
  ): Promise<OriginAnswer> {
    const lambda = behavior.lambdas.get('origin-response');
    if (lambda === undefined) return answer;
    const cookies = answer.setCookies.length > 0 ? { 'set-cookie': [...answer.setCookies] } : {};
    const headers = toLambdaHeaders({ ...answer.headers, ...cookies });
    const response = { status: String(answer.status), headers };
    const seen = { request: seenBy(request), response };
    const left = responseOf(await this.#run(lambda.arn, 'origin-response', seen, about));
    const changed = answerOf(left);
    return left.body === undefined ? { ...changed, body: answer.body } : changed;
  }

  async #run(
    functionArn: string,
    eventType: LambdaEvent,
    seen: object,
    { site, requestId, cause }: Exchange,
  ): Promise<Returned> {
    const config = { distributionDomainName: site.domain, distributionId: site.id, eventType, requestId };
    const payload = JSON.stringify({ Records: [{ cf: { config, ...seen } }] });
    const functions = this.#kernel.ports.find('functions');
    if (functions === undefined) throw failed();
    const principal: Principal = {
      kind: 'user',
      accountId: site.account,
      accessKeyId: '',
      arn: `arn:aws:iam::${site.account}:root`,
      userId: site.account,
    };
    let answer: Awaited<ReturnType<typeof functions.invoke>>;
    try {
      answer = await functions.invoke({ functionArn, principal, payload, cause, atEdge: true });
    } catch {
      throw failed();
    }
    if (answer.error !== undefined) throw failed();
    try {
      return readLambdaResult(answer.payload);
    } catch (error) {
      if (error instanceof InvalidLambdaResult) throw invalid();
      throw error;
    }
  }
}

const failed = (): OriginFailure => new OriginFailure(503, LAMBDA_FAILED, 'LambdaExecutionError');
const invalid = (): OriginFailure => new OriginFailure(502, LAMBDA_FAILED, 'LambdaValidationError');

function responseOf(returned: Returned): LambdaResponse {
  if ('request' in returned) throw invalid();
  return returned.response;
}

/** A request as functions see it; only on viewers' events they learn whose it is. */
const seenBy = ({
  method,
  path: uri,
  query: querystring,
  headers,
  ip,
}: OriginRequest & { readonly ip?: string }): LambdaRequest => ({
  ...(ip !== undefined && { clientIp: ip }),
  method,
  uri,
  querystring,
  headers: toLambdaHeaders(headers),
});

function withBody(seen: LambdaRequest, body: Buffer | undefined): LambdaRequest {
  if (body === undefined) return seen;
  const data = body.subarray(0, LARGEST_BODY).toString('base64');
  const inputTruncated = body.length > LARGEST_BODY;
  return { ...seen, body: { action: 'read-only', data, encoding: 'base64', inputTruncated } };
}

const bytesOf = (data: string, encoding: string | undefined): Buffer =>
  Buffer.from(data, encoding === 'base64' ? 'base64' : 'utf8');

const flat = ({ headers }: LambdaRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fromLambdaHeaders(headers)).map(([name, value]) => [name, String(value)]),
  );

function generated(response: LambdaResponse): Result {
  const body = bytesOf(response.body ?? '', response.bodyEncoding);
  if (body.length > LARGEST_BODY) throw invalid();
  return {
    status: Number(response.status),
    headers: {
      server: 'CloudFront',
      ...fromLambdaHeaders(response.headers),
      'content-length': String(body.length),
    },
    body,
    type: 'LambdaGeneratedResponse',
    detail: 'LambdaGeneratedResponse',
    originStatus: undefined,
  };
}

function answerOf(response: LambdaResponse): OriginAnswer {
  const body = bytesOf(response.body ?? '', response.bodyEncoding);
  const { 'set-cookie': cookies, ...headers } = fromLambdaHeaders(response.headers);
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  const length = response.body === undefined ? {} : { 'content-length': String(body.length) };
  return {
    status: Number(response.status),
    headers: { ...Object.fromEntries(texts), ...length } as Record<string, string>,
    setCookies: cookies === undefined ? [] : [cookies].flat(),
    body,
  };
}
