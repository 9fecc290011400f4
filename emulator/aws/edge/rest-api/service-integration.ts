/**
 * AWS with a service behind it: what the template makes is sent to the service as the integration's role, and the answer
 * goes through the integration's responses like any other.
 *
 * Evidence: the API reference's PutIntegration (2026); LocalStack's tests that pass on AWS (test_apigateway_sqs,
 * test_apigateway_s3, test_apigateway_dynamodb): queues are sent forms, and answer in JSON unless another type is asked
 * for. Gaps: the caller's own credentials are refused; XML becomes JSON element by element, without numbers and lists.
 */
import { Readable } from 'node:stream';
import { traceHeader } from '../../kernel/journal.ts';
import { rolePrincipal } from '../../kernel/role-principal.ts';
import { serviceTarget, type ServiceTarget } from '../../services/api-gateway/service-uri.ts';
import type { WireBody, WireRequest } from '../../wire/message.ts';
import { readXml, type XmlElement } from '../../wire/xml-reader.ts';
import { withinDeadline } from './deadline.ts';
import type { ApiAnswer, Execution } from './execution.ts';
import { mappedAnswer } from './integration-response.ts';
import { mappedTo, mappedToPath } from './mapping.ts';
import { misconfigured } from './refusals.ts';
import { integrationPayload } from './request-template.ts';
import { traced } from './response-headers.ts';
import { withStageVariables } from './stage-variables.ts';

const FORM = 'application/x-www-form-urlencoded';

export async function callService(execution: Execution): Promise<ApiAnswer> {
  const { kernel, method, stage } = execution;
  const { uri = '', credentials = '' } = method.methodIntegration ?? {};
  const target = serviceTarget(withStageVariables(uri, stage));
  const calls = kernel.ports.find('calls');
  if (target === undefined || calls === undefined) throw misconfigured();
  const request = requestTo(target, execution);
  const principal = rolePrincipal(kernel, credentials, 'BackplaneAssumeRoleSession');
  const { status, headers, body } = await withinDeadline(
    execution,
    calls.send(request, principal, target.region),
  );
  const sent = await bytesOf(body);
  const form = request.headers['content-type']?.startsWith(FORM) === true;
  const json = form && request.headers['accept']?.includes('json') === true;
  const bytes = json ? Buffer.from(asJson(readXml(sent))) : sent;
  const answer = { outcome: String(status), headers, body: bytes.toString(), bytes };
  return traced(mappedAnswer(answer, execution), execution);
}

function requestTo(target: ServiceTarget, execution: Execution): WireRequest {
  const { request, method } = execution;
  const { httpMethod = 'ANY', requestParameters = {} } = method.methodIntegration ?? {};
  // The template comes first: it may override what is mapped.
  const payload = integrationPayload(execution);
  const own = mappedTo('header', requestParameters, execution);
  const query = new URLSearchParams([...mappedTo('querystring', requestParameters, execution)]).toString();
  const sent =
    target.kind === 'path'
      ? toPath(target, { payload, query }, execution)
      : toAction(target, { payload, query });
  const headers: Record<string, string> = { ...usualHeaders(target, execution), ...sent.headers };
  for (const [name, value] of own) headers[name.toLowerCase()] = value;
  if (sent.bytes.length > 0) headers['content-type'] ??= 'application/json';
  headers['content-length'] = String(sent.bytes.length);
  return {
    method: httpMethod === 'ANY' ? request.method : httpMethod,
    path: sent.path,
    query: sent.query,
    headers,
    body: Readable.from([sent.bytes], { objectMode: false }),
    bytes: sent.bytes,
    sourceIp: request.sourceIp,
    localAddress: '',
    secure: true,
  };
}

const usualHeaders = (
  { host }: ServiceTarget,
  { api, seq, trace }: Execution,
): Readonly<Record<string, string>> => ({
  host,
  accept: 'application/json',
  'user-agent': `AmazonAPIGateway_${api.apiId}`,
  'x-amzn-apigateway-api-id': api.apiId,
  'x-amzn-trace-id': traceHeader(trace.replace(/^Root=/, ''), seq),
});

interface Content {
  readonly payload: Buffer;
  /** What parameters are mapped to, encoded. */
  readonly query: string;
}

interface Sent {
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

function toPath({ rest }: ServiceTarget, { payload, query }: Content, execution: Execution): Sent {
  const { requestParameters = {} } = execution.method.methodIntegration ?? {};
  const filled = `/${rest}`.replaceAll(/\{([\w.-]+)\+?\}/g, (_, name: string) =>
    mappedToPath(name, requestParameters, execution),
  );
  const [path = '', given = ''] = filled.split('?', 2);
  return {
    path: path.replace(/^\/+/, '/'),
    query: [given, query].filter(Boolean).join('&'),
    headers: {},
    bytes: payload,
  };
}

/** An operation by its name: in a form where the service reads forms, behind a target where it does not. */
function toAction({ service, rest }: ServiceTarget, { payload, query }: Content): Sent {
  if (service.protocols.includes('aws-query')) {
    const named = `Action=${rest}&Version=${service.version}`;
    const bytes = Buffer.from([named, query, payload.toString()].filter(Boolean).join('&'));
    return { path: '/', query: '', headers: { 'content-type': FORM }, bytes };
  }
  const version = service.protocols.includes('aws-json-1.1') ? '1.1' : '1.0';
  const headers = {
    'content-type': `application/x-amz-json-${version}`,
    'x-amz-target': `${service.target}.${rest}`,
  };
  return { path: '/', query, headers, bytes: payload };
}

async function bytesOf(body: WireBody = ''): Promise<Buffer> {
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** `{"SendMessageResponse":{"SendMessageResult":{"MessageId":"…"}}}`; an error without what XML wraps it in. */
const asJson = (root: XmlElement): string =>
  JSON.stringify(root.name === 'ErrorResponse' ? valueOf(root) : { [root.name]: valueOf(root) });

type Shown = string | { readonly [name: string]: Shown };

const valueOf = ({ children, text }: XmlElement): Shown =>
  children.length === 0 ? text : Object.fromEntries(children.map((child) => [child.name, valueOf(child)]));
