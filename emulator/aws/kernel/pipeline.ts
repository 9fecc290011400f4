/**
 * The one way a request takes through the cloud, in the order AWS's own answers show: find the service, see who signed,
 * find the operation, strike faults, read the input, run, write the answer. Whatever happens, the call ends as an entry
 * in the journal and a count on the meter.
 *
 * Calls between services take the same way from the operation on, without a wire.
 *
 * What need not wait does not: an `await` on a value that is there already costs a turn of the queue, and a small request
 * would take a dozen.
 */
import { NOTHING_SIGNED, UNSIGNED, type Authentication } from '../auth/authentication.ts';
import { identify } from '../wire/identify.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';
import type { Protocol } from '../wire/protocol.ts';
import { protocolNamed } from '../wire/protocols.ts';
import type { OperationModel, ServiceModel } from '../wire/schema.ts';
import type { ProtocolName } from '../wire/service-traits.ts';
import { AwsError, notImplemented } from './aws-error.ts';
import { isBrokenConnection } from './broken-connection.ts';
import { errorOf, type FaultRule } from './faults.ts';
import { toRfc1123, wholeSeconds, type Instant } from './instant.ts';
import { causeOf } from './journal.ts';
import type { Kernel } from './kernel.ts';
import type { Operation, ServiceDefinition } from './operation.ts';
import type { CallPort } from './ports.ts';
import { RequestCall } from './request-call.ts';
import type { Principal } from './scope.ts';
import { responseIds, stampIds } from './response-ids.ts';
import { storageFailureOf, troubleFacts } from './storage-failure.ts';

/** A service of a running cloud: what it is and what it remembers. */
export interface RunningService {
  readonly definition: ServiceDefinition<string, unknown>;
  readonly state: unknown;
}

interface Authenticated {
  readonly authentication: Authentication;
  readonly request: WireRequest;
}

/** Verifies a request's signature for a service; may read the body, and then returns the request with its bytes. */
export type Authenticator = (
  service: string,
  protocol: ProtocolName,
  request: WireRequest,
) => Authenticated | Promise<Authenticated>;

/** Prepares the body of an authenticated request for reading: undoes framing, checks digests on the way. */
export type BodyReader = (
  request: WireRequest,
  authentication: Authentication,
  operation: OperationModel,
) => { readonly request: WireRequest; readonly trailers: () => Readonly<Record<string, string>> };

export interface PipelineParts {
  readonly kernel: Kernel;
  readonly services: ReadonlyMap<string, RunningService>;
  readonly authenticate: Authenticator;
  readonly readBody: BodyReader;
}

export class Pipeline implements CallPort {
  readonly #kernel: Kernel;
  readonly #services: ReadonlyMap<string, RunningService>;
  readonly #authenticate: Authenticator;
  readonly #readBody: BodyReader;
  #dated = { second: Number.NaN, text: '' };

  constructor({ kernel, services, authenticate, readBody }: PipelineParts) {
    this.#kernel = kernel;
    this.#services = services;
    this.#authenticate = authenticate;
    this.#readBody = readBody;
  }

  /** Answers a request from the wire. Holds emulated time back until it has. */
  answer(request: WireRequest): Promise<WireResponse> {
    return this.#kernel.clock.run(() => this.#answer(request));
  }

  async invoke(request: Parameters<CallPort['invoke']>[0]): Promise<object> {
    const { service: name, operation, scope, principal, cause } = request;
    const service = this.#services.get(name);
    const call = new RequestCall(this.#kernel, this.#kernel.ids.uuid(), {
      service: name,
      operation,
      cause,
      principal,
      scope,
      wire: undefined,
      sentHeaders: request.headers,
    });
    call.input = request.input;
    const stopwatch = this.#kernel.clock.stopwatch();
    let error: AwsError | undefined;
    try {
      if (service === undefined) throw notImplemented(name, operation);
      return await run(service, operation, request.input, call);
    } catch (thrown) {
      error = this.#asAwsError(thrown, call);
      throw error;
    } finally {
      this.#record(call, error?.status ?? 200, error, stopwatch());
    }
  }

  send(request: WireRequest, principal: Principal, region: string): Promise<WireResponse> {
    const authentication: Authentication = {
      ...NOTHING_SIGNED,
      principal,
      mechanism: 'header-v4',
      payload: UNSIGNED,
      region,
    };
    return this.#answer(request, (_service, _protocol, carried) => ({ authentication, request: carried }));
  }

  async model(service: string): Promise<ServiceModel | undefined> {
    return this.#services.get(service)?.definition.model();
  }

  async #answer(incoming: WireRequest, authenticate = this.#authenticate): Promise<WireResponse> {
    const stopwatch = this.#kernel.clock.stopwatch();
    const identified = identify(incoming);
    const target = identified instanceof Promise ? await identified : identified;
    const service = this.#services.get(target.service);
    const ids = responseIds(target.service, this.#kernel.ids);
    const call = new RequestCall(this.#kernel, ids.requestId, {
      service: target.service,
      operation: 'Unknown',
      cause: causeOf(incoming.headers['x-amzn-trace-id']),
      wire: target.request,
      hostId: ids.hostId,
    });
    let protocol = protocolNamed(target.protocol);
    let answer: WireResponse;
    let error: AwsError | undefined;
    try {
      if (service === undefined) throw notImplemented(target.service, '(the service)');
      const intercepting = service.definition.intercept?.(service.state, target.request, call);
      const intercepted = intercepting instanceof Promise ? await intercepting : intercepting;
      if (intercepted !== undefined) answer = intercepted;
      else {
        const checking = this.#kernel.clock.stopwatch();
        const authenticating = authenticate(target.service, target.protocol, target.request);
        const { authentication, request } =
          authenticating instanceof Promise ? await authenticating : authenticating;
        call.facts['signature'] = checking();
        const loading = service.definition.model();
        const model = loading instanceof Promise ? await loading : loading;
        const routed = route(model, request, protocol);
        protocol = routed.protocol;
        call.becomes(routed.operation.name, authentication);
        const struck = this.#kernel.faults.strike('call', call.service, call.operation);
        if (struck.length > 0) await this.#suffer(struck, call);
        const body = this.#readBody(request, authentication, routed.operation);
        call.trailers = body.trailers;
        const { verify } = service.definition;
        const seen = verify && ((document: Uint8Array) => verify(service.state, call, document));
        const decoding = protocol.decode(routed.operation, body.request, seen);
        const input = decoding instanceof Promise ? await decoding : decoding;
        call.input = input;
        const running = run(service, routed.operation.name, input, call);
        const output = running instanceof Promise ? await running : running;
        answer = protocol.encode(routed.operation, output, { ...ids, ...call.reply });
      }
    } catch (thrown) {
      error = this.#asAwsError(thrown, call);
      const model = await service?.definition.model();
      const operation = model?.operations.get(call.operation);
      answer = protocol.encodeError(error, {
        ...ids,
        ...(model !== undefined && { service: model }),
        ...(operation !== undefined && { operation }),
        head: incoming.method === 'HEAD',
      });
    }
    answer = service?.definition.finish?.(service.state, target.request, answer) ?? answer;
    answer.headers['date'] = this.#date(this.#kernel.clock.now());
    stampIds(answer.headers, target.service, ids);
    this.#record(call, answer.status, error, stopwatch());
    this.#meterTransfer(call, answer);
    return answer;
  }

  /** Within a second the date is the same text, and every answer carries it. */
  #date(now: Instant): string {
    const second = wholeSeconds(now);
    if (second !== this.#dated.second) this.#dated = { second, text: toRfc1123(second) };
    return this.#dated.text;
  }

  async #suffer(struck: readonly FaultRule[], call: RequestCall): Promise<void> {
    for (const { id, effect } of struck) {
      this.#kernel.journal.append({ type: 'fault', cause: call.seq, fault: id, effect: effect.kind });
      if (effect.kind === 'delay') await this.#kernel.clock.sleep(effect.duration);
      const error = errorOf(effect, call.service);
      if (error !== undefined) throw error;
    }
  }

  /** An error that is not AWS's is a defect of ours: the client learns no more than AWS would say, the journal all. */
  #asAwsError(thrown: unknown, call: RequestCall): AwsError {
    if (thrown instanceof AwsError) return thrown;
    if (isBrokenConnection(thrown)) {
      return new AwsError({
        code: 'RequestTimeout',
        status: 400,
        message:
          'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
      });
    }
    this.#kernel.journal.append({
      ...troubleFacts(thrown),
      cause: call.seq,
      service: call.service,
      operation: call.operation,
    });
    const failure = storageFailureOf(thrown);
    if (failure !== undefined) {
      return new AwsError({ code: 'ServiceUnavailable', status: 503, message: failure.message });
    }
    return new AwsError({
      code: call.service === 's3' ? 'InternalError' : 'InternalFailure',
      status: 500,
      message: 'We encountered an internal error. Please try again.',
    });
  }

  #record(call: RequestCall, status: number, error: AwsError | undefined, duration: number): void {
    const { kernel, service, operation, resource, scope, principal } = call;
    const principalName = principal.kind === 'user' ? principal.arn : principal.kind;
    kernel.journal.append(
      {
        type: 'call',
        cause: call.cause,
        service,
        operation,
        resource,
        status,
        duration,
        ...(error !== undefined && { error: error.code }),
        requestId: call.requestId,
        accountId: scope.accountId,
        region: scope.region,
        principal: principalName,
        ...call.facts,
      },
      call.seq,
    );
    const { accountId, region } = scope;
    kernel.meter.add({ service, usageType: call.usageType, operation, resource, accountId, region }, 1);
    kernel.ports.find('audit')?.record({
      service,
      operation,
      scope,
      principal,
      at: call.now,
      requestId: call.requestId,
      input: call.input,
      error,
      sourceIp: call.wire?.sourceIp,
      userAgent: call.wire?.headers['user-agent'],
      seq: call.seq,
    });
  }

  /** Bytes that leave the cloud; what one of its functions or queues asked for stays in the region, where it is free. */
  #meterTransfer({ cause, service, operation, resource, scope }: RequestCall, answer: WireResponse): void {
    const bytes = cause === 0 ? bytesOf(answer) : 0;
    if (bytes === 0) return;
    const { accountId, region } = scope;
    const usageType = 'DataTransfer-Out-Bytes';
    this.#kernel.meter.add({ service, usageType, operation, resource, accountId, region }, bytes);
  }
}

/** Bytes of a body as announced; a stream of unannounced length counts for nothing. */
function bytesOf({ body, headers }: WireResponse): number {
  if (body === undefined) return 0;
  if (typeof body === 'string') return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.byteLength : Number(headers['content-length'] ?? 0);
}

function run(
  { definition, state }: RunningService,
  name: string,
  input: object,
  call: RequestCall,
): object | Promise<object> {
  const operation = definition.operations[name] as Operation<unknown, object, object> | undefined;
  if (operation === undefined) throw notImplemented(definition.name, name);
  return operation(state, input, call);
}

/** Tries the request's likeliest protocol first, then the service's others. */
function route(
  model: ServiceModel,
  request: WireRequest,
  likeliest: Protocol,
): { readonly protocol: Protocol; readonly operation: OperationModel } {
  const likely = likeliest.route(model, request);
  if (likely !== undefined) return { protocol: likeliest, operation: likely };
  for (const name of model.traits.protocols) {
    const protocol = protocolNamed(name);
    const operation = protocol.route(model, request);
    if (operation !== undefined) return { protocol, operation };
  }
  throw new AwsError({
    code: 'UnknownOperationException',
    // A REST path that is no operation's is a resource that is not there; to the others the name is bad input.
    status: likeliest.name.startsWith('rest') ? 404 : 400,
    message: 'The requested operation is not one that this service has.',
  });
}
