/**
 * REST APIs as their callers see them. The order of a request: its API and stage, its resource and method, who signed
 * it, its authorizer, its API key and what that may, the limits of the stage, required parameters, the body's model, the
 * integration.
 *
 * Evidence: aws.md sections D.2 to D.7.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import { traceRoot } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Edge } from '../../server/edge.ts';
import { readWhole } from '../../wire/body.ts';
import type { WireRequest, WireResponse } from '../../wire/message.ts';
import { parseQuery } from '../../wire/query-string.ts';
import type { ApiGateway } from '../../services/api-gateway/api-gateway.ts';
import type { RestApi } from '../../services/api-gateway/rest-apis.ts';
import { Overrides } from '../../services/api-gateway/template/overrides.ts';
import { addressOf, hostName, type Address } from './address.ts';
import { admitCaller, admitKey, admitRate } from './admission.ts';
import { authorizeCaller } from './authorizer.ts';
import type { ApiAnswer, ApiRequest, Arrival, Execution } from './execution.ts';
import { callEndpoint } from './http-integration.ts';
import { callFunction, callFunctionMapped } from './lambda-integration.ts';
import { checkMappedHeaders } from './mapped-headers.ts';
import { mockAnswer } from './mock-integration.ts';
import { recordExecution } from './records.ts';
import { contentTooLong, MAX_BODY, misconfigured, missingToken, Refusal, refusalAnswer } from './refusals.ts';
import { LAMBDA_URI } from '../../services/api-gateway/methods.ts';
import { routeOf } from './routing.ts';
import { callService } from './service-integration.ts';
import { Snapshots } from './snapshots.ts';
import { Throttle } from './throttle.ts';
import { checkBody, checkParameters } from './validation.ts';

interface Services {
  readonly 'api-gateway': ApiGateway;
}

export function restApi({ 'api-gateway': gateway }: Services, kernel: Kernel): Edge {
  const throttle = new Throttle();
  const snapshots = new Snapshots(gateway);
  return {
    name: 'rest-api',
    matches: (request) => addressOf(request) !== undefined,
    async answer(wire) {
      const address = addressOf(wire)!;
      const api = gateway.apis.locate(address.apiId);
      const ids = { requestId: kernel.ids.uuid(), extendedRequestId: `${kernel.ids.base62(15)}=` };
      if (api === undefined || api.settings.disableExecuteApiEndpoint) return finished(FORBIDDEN, ids);
      const arrived = await arrive(gateway, snapshots, kernel, { wire, address, api, ids });
      if (arrived === undefined) return finished(NO_STAGE, ids);
      const stopwatch = kernel.clock.stopwatch();
      const { answer, execution, error } = await execute(gateway, throttle, arrived);
      recordExecution({ ...arrived, execution, answer, error, duration: stopwatch() });
      return finished(answer, ids);
    },
  };
}

type RequestIds = Pick<Arrival, 'requestId' | 'extendedRequestId'>;

function plain(message: string, code: string): ApiAnswer {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code };
  return { status: 403, headers, body: JSON.stringify({ message }) };
}

const FORBIDDEN = plain('Forbidden', 'ForbiddenException');
const NO_STAGE = plain(missingToken().message, missingToken().code);

const finished = (answer: ApiAnswer, { requestId, extendedRequestId }: RequestIds): WireResponse => ({
  status: answer.status,
  headers: { ...answer.headers, 'x-amzn-requestid': requestId, 'x-amz-apigw-id': extendedRequestId },
  body: answer.body,
});

interface Arrived {
  readonly arrival: Arrival;
  readonly wire: WireRequest;
  /** The body was longer than API Gateway takes. */
  readonly tooLong: boolean;
}

interface Parts {
  readonly wire: WireRequest;
  readonly address: Address;
  readonly api: RestApi;
  readonly ids: RequestIds;
}

/** What is known of a request before it is judged; nothing for a stage that does not exist. */
async function arrive(
  gateway: ApiGateway,
  snapshots: Snapshots,
  kernel: Kernel,
  parts: Parts,
): Promise<Arrived | undefined> {
  const { wire, address, api, ids } = parts;
  const stage = gateway.stages.find(api.apiId, address.stage);
  const snapshot = stage && snapshots.of(api, stage);
  if (stage === undefined || snapshot === undefined) return undefined;
  const body = await bodyOf(wire);
  const now = kernel.clock.now();
  const given = wire.headers['x-amzn-trace-id'];
  const root = /(?:^|;)\s*Root=([\w-]+)/.exec(given ?? '')?.[1] ?? traceRoot(now, kernel.ids.hex(24));
  const arrival = {
    kernel,
    api,
    stage,
    now,
    ...ids,
    snapshot,
    request: requestOf(wire, address, api, body ?? Buffer.alloc(0)),
    trace: `Root=${root}`,
    seq: kernel.journal.reserve(),
  };
  return { arrival, wire, tooLong: body === undefined };
}

/** The whole body; nothing when it is too long. */
async function bodyOf(wire: WireRequest): Promise<Buffer | undefined> {
  try {
    const { bytes } = await readWhole(wire, MAX_BODY);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (error) {
    if (error instanceof AwsError && error.status === 413) return undefined;
    throw error;
  }
}

function requestOf(wire: WireRequest, { path }: Address, api: RestApi, body: Buffer): ApiRequest {
  const raw = wire.rawHeaders ?? Object.entries(wire.headers).flat();
  const headers = raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));
  const host = hostName(wire.headers['host']);
  const port = /:(\d+)$/.exec(wire.headers['host'] ?? '')?.[1];
  return {
    method: wire.method,
    path: path.replace(/^\/+/, '/'),
    sentPath: path,
    query: parseQuery(wire.query),
    headers,
    body,
    sourceIp: wire.sourceIp,
    domainName: host.includes('.execute-api.')
      ? host
      : `${api.apiId}.execute-api.${api.scope.region}.amazonaws.com`,
    port: port ?? (wire.secure ? '443' : '80'),
    secure: wire.secure,
  };
}

interface Executed {
  readonly answer: ApiAnswer;
  readonly execution: Execution | undefined;
  readonly error: string | undefined;
}

async function execute(gateway: ApiGateway, throttle: Throttle, arrived: Arrived): Promise<Executed> {
  const { arrival } = arrived;
  let execution: Execution | undefined;
  try {
    execution = await admit(gateway, throttle, arrived);
    await checkBody(execution);
    return { answer: await integrate(execution), execution, error: undefined };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : misconfigured();
    if (refusal !== error) noteDefect(arrival, error);
    return { answer: refusalAnswer(refusal, execution ?? arrival), execution, error: refusal.responseType };
  }
}

/** @throws Refusal */
async function admit(
  gateway: ApiGateway,
  throttle: Throttle,
  { arrival, wire, tooLong }: Arrived,
): Promise<Execution> {
  if (tooLong) throw contentTooLong();
  const { snapshot, request } = arrival;
  const route = routeOf(snapshot.resources, request.method, request.path);
  if (route === undefined) throw missingToken();
  const caller = admitCaller(arrival, route, wire);
  const authorizer = await authorizeCaller(gateway, arrival, route);
  const key = admitKey(gateway, throttle, arrival, route);
  admitRate(throttle, arrival, route);
  checkParameters(arrival, route);
  return { ...arrival, ...route, caller, authorizer, key, overrides: new Overrides() };
}

async function integrate(execution: Execution): Promise<ApiAnswer> {
  checkMappedHeaders(execution.method.methodIntegration);
  switch (execution.method.methodIntegration?.type) {
    case 'AWS_PROXY':
      return callFunction(execution);
    case 'AWS':
      return LAMBDA_URI.test(execution.method.methodIntegration.uri ?? '')
        ? callFunctionMapped(execution)
        : callService(execution);
    case 'HTTP':
    case 'HTTP_PROXY':
      return callEndpoint(execution);
    case 'MOCK':
      return mockAnswer(execution);
    default:
      throw misconfigured();
  }
}

/** Templates that fail when they are filled in are the API's fault; anything else is ours. */
function noteDefect({ kernel, seq, api }: Arrival, error: unknown): void {
  const template = error instanceof Error && error.name === 'TemplateFault';
  kernel.journal.append({
    type: template ? 'rest-api.template-fault' : 'defect',
    cause: seq,
    api: api.apiId,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
}
