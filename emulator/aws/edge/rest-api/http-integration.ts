/**
 * HTTP and HTTP_PROXY: the request goes on to an endpoint of somebody's own. By default endpoints must be on this
 * machine (`kernel/outbound.ts`); redirects are not followed, as on AWS.
 *
 * Evidence: aws.md sections D.4 and D.6; the developer guide's "Set up HTTP integrations in API Gateway" (2026); answers
 * that LocalStack recorded from AWS (test_apigateway_integrations, test_apigateway_http): what an endpoint is sent, and
 * that a mapped query parameter comes after the URI's of the same name. Unverified: that it replaces the caller's.
 */
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { checkTarget, guardedLookup, OutboundRefused } from '../../kernel/outbound.ts';
import { withinDeadline } from './deadline.ts';
import type { ApiAnswer, Execution } from './execution.ts';
import { mappedAnswer } from './integration-response.ts';
import { mappedTo, mappedToPath } from './mapping.ts';
import { passedHeaders } from './proxy-event.ts';
import { integrationFailure, MAX_BODY, misconfigured } from './refusals.ts';
import { integrationPayload } from './request-template.ts';
import { remapped, traced } from './response-headers.ts';
import { withStageVariables } from './stage-variables.ts';

export async function callEndpoint(execution: Execution): Promise<ApiAnswer> {
  const proxy = execution.method.methodIntegration?.type === 'HTTP_PROXY';
  const body = proxy ? execution.request.body : integrationPayload(execution);
  const { message, content } = await withinDeadline(execution, send(execution, body, proxy));
  const headers = Object.entries(message.headers).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined,
  );
  const status = message.statusCode ?? 200;
  if (proxy) return { status, headers: remapped(headers, 'proxy'), body: content };
  const answer = {
    outcome: String(status),
    headers: message.headers,
    body: content.toString(),
    bytes: content,
  };
  return traced(mappedAnswer(answer, execution), execution);
}

interface Received {
  readonly message: IncomingMessage;
  readonly content: Buffer;
}

async function send(execution: Execution, body: Buffer, proxy: boolean): Promise<Received> {
  const { kernel, request, method, seq } = execution;
  const integration = method.methodIntegration ?? {};
  const url = endpointOf(execution, proxy);
  const own = integration.httpMethod ?? 'ANY';
  const options = {
    method: own === 'ANY' ? request.method : own,
    headers: headersOf(execution, proxy, body.length),
    lookup: guardedLookup(kernel.outbound),
    agent: false,
  };
  try {
    checkTarget(url, kernel);
    return await exchange(url, options, body);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    kernel.journal.append({ type: 'rest-api.unreached', cause: seq, url: url.origin, why });
    throw error instanceof OutboundRefused ? misconfigured() : integrationFailure();
  }
}

function endpointOf(execution: Execution, proxy: boolean): URL {
  const { method, stage, request } = execution;
  const { uri = '', requestParameters = {} } = method.methodIntegration ?? {};
  const path = withStageVariables(uri, stage).replaceAll(/\{(\w+)\+?\}/g, (_, name: string) =>
    mappedToPath(name, requestParameters, execution),
  );
  if (!URL.canParse(path)) throw misconfigured();
  const url = new URL(path);
  const query = mappedTo('querystring', requestParameters, execution);
  for (const [name, value] of proxy ? request.query : []) {
    if (!query.has(name)) url.searchParams.append(name, value);
  }
  for (const [name, value] of query) url.searchParams.append(name, value);
  return url;
}

function headersOf(execution: Execution, proxy: boolean, length: number): OutgoingHttpHeaders {
  const { request, trace, api, method } = execution;
  const headers: Record<string, string | string[]> = {
    accept: 'application/json',
    ...(length > 0 && { 'content-type': 'application/json' }),
    'user-agent': `AmazonAPIGateway_${api.apiId}`,
    'x-amzn-apigateway-api-id': api.apiId,
    'x-amzn-trace-id': trace,
  };
  if (proxy) {
    const passed = Map.groupBy(passedHeaders(request, trace), ([name]) => name.toLowerCase());
    passed.delete('host');
    for (const [name, entries] of passed) headers[name] = entries.map(([, value]) => value);
  }
  const { requestParameters = {} } = method.methodIntegration ?? {};
  for (const [name, value] of mappedTo('header', requestParameters, execution)) {
    headers[name.toLowerCase()] = value;
  }
  // Only a template could have said it, and the length is known.
  delete headers['transfer-encoding'];
  return length > 0 ? { ...headers, 'content-length': length } : headers;
}

function exchange(url: URL, options: Parameters<typeof httpRequest>[1], body: Buffer): Promise<Received> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (message) => {
      const chunks: Buffer[] = [];
      let size = 0;
      message.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_BODY) message.destroy(new Error(`the answer is larger than ${MAX_BODY} bytes`));
        else chunks.push(chunk);
      });
      message.on('error', reject);
      message.on('end', () => resolve({ message, content: Buffer.concat(chunks) }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
