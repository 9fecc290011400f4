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
import type { EdgeCode } from './edge-code.ts';
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
import { errorPage, LAMBDA_FAILED } from './pages.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** Most bytes of a body that a function on a viewer's request gets to see, or may answer. */
const LARGEST_BODY = 40_960;

export class LambdaAtEdge implements EdgeCode {
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  async onRequest(
    request: ViewerRequest,
    behavior: Behavior,
    about: Exchange,
  ): ReturnType<EdgeCode['onRequest']> {
    const lambda = behavior.lambdas.get('viewer-request');
    if (lambda === undefined) return { request };
    try {
      const { method, path: uri, query: querystring, headers } = request;
      const body = lambda.body && request.body !== undefined ? await buffer(request.body) : undefined;
      const seen = { clientIp: request.ip, method, uri, querystring, headers: toLambdaHeaders(headers) };
      const returned = await this.#run(
        lambda.arn,
        'viewer-request',
        { request: withBody(seen, body) },
        about,
      );
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
    } catch (error) {
      return { result: pageOf(error, about) };
    }
  }

  async onResponse(
    result: Result,
    request: ViewerRequest,
    behavior: Behavior,
    about: Exchange,
  ): Promise<Result> {
    const lambda = behavior.lambdas.get('viewer-response');
    if (lambda === undefined || result.originStatus === undefined || result.originStatus >= 400)
      return result;
    try {
      const { method, path: uri, query: querystring } = request;
      const asked = {
        clientIp: request.ip,
        method,
        uri,
        querystring,
        headers: toLambdaHeaders(request.headers),
      };
      const response = { status: String(result.status), headers: toLambdaHeaders(result.headers) };
      const returned = await this.#run(lambda.arn, 'viewer-response', { request: asked, response }, about);
      if ('request' in returned) throw new InvalidLambdaResult('The function returned no response.');
      return {
        ...result,
        status: Number(returned.response.status),
        headers: fromLambdaHeaders(returned.response.headers),
      };
    } catch (error) {
      return pageOf(error, about);
    }
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
    const { method, path: uri, query: querystring, headers } = request;
    const seen = { method, uri, querystring, headers: toLambdaHeaders(headers) };
    const returned = await this.#run(lambda.arn, 'origin-request', { request: seen }, about);
    if ('response' in returned) return { answer: answerOf(returned.response) };
    return {
      method,
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
    const { method, path: uri, query: querystring } = request;
    const asked = { method, uri, querystring, headers: toLambdaHeaders(request.headers) };
    const cookies = answer.setCookies.length > 0 ? { 'set-cookie': [...answer.setCookies] } : {};
    const headers = toLambdaHeaders({ ...answer.headers, ...cookies });
    const response = { status: String(answer.status), headers };
    const returned = await this.#run(lambda.arn, 'origin-response', { request: asked, response }, about);
    if ('request' in returned) throw invalid();
    const changed = answerOf(returned.response);
    if (returned.response.body !== undefined) return changed;
    return { ...changed, body: answer.body };
  }

  async #run(
    functionArn: string,
    eventType: LambdaEvent,
    seen: object,
    { site, requestId, cause }: Exchange,
  ): Promise<{ readonly request: LambdaRequest } | { readonly response: LambdaResponse }> {
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
      answer = await functions.invoke({ functionArn, principal, payload, cause });
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

function pageOf(error: unknown, { requestId }: Exchange): Result {
  const failure = error instanceof InvalidLambdaResult ? invalid() : error;
  if (!(failure instanceof OriginFailure)) throw error;
  const { headers, body } = errorPage(failure.status, failure.explanation, failure.detail, requestId);
  const type = failure.detail as Result['type'];
  return {
    status: failure.status,
    headers: { ...headers },
    body,
    type,
    detail: type,
    originStatus: undefined,
  };
}

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
  if (body.length > LARGEST_BODY) throw new InvalidLambdaResult('The body is too large.');
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
