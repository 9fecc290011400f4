/**
 * CloudFront Functions on viewers' requests and on what they get. A function that fails is a 503, one that touches what it
 * may not a 502 (aws.md section A.17). Nothing here is throttled but by a fault.
 *
 * Unverified: what the page of a throttled function says.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import { toIso } from '../../kernel/instant.ts';
import type { CloudFront } from '../../services/cloudfront/cloudfront.ts';
import type { EdgeFunction } from '../../services/cloudfront/functions.ts';
import { InvalidFunctionResult, readResult } from '../../services/cloudfront/runtime/function-event.ts';
import type { OriginChoice } from '../../services/cloudfront/runtime/origin-choice.ts';
import type { Behavior } from './behavior.ts';
import { chosenRoute } from './chosen-origin.ts';
import type { Changed, EdgeCode } from './edge-code.ts';
import type { Exchange } from './exchange.ts';
import { FunctionMetrics } from './function-metrics.ts';
import { asFunctionRequest, changedRequest } from './function-request.ts';
import { asFunctionResponse, changedResult, generatedResult } from './function-response.ts';
import { OriginFailure } from './origin-answer.ts';
import type { Result } from './outcome.ts';
import { FUNCTION_FAILED } from './pages.ts';
import type { ViewerRequest } from './viewer-request.ts';

type Event = 'viewer-request' | 'viewer-response';

interface Call {
  readonly event: Event;
  readonly seen: object;
  readonly viewer: ViewerRequest;
  readonly behavior: Behavior;
  readonly about: Exchange;
}

export class EdgeFunctions implements EdgeCode {
  readonly #kernel: Kernel;
  readonly #cloudfront: CloudFront;
  readonly #metrics: FunctionMetrics;
  readonly #functions = new Map<string, EdgeFunction>();
  #revision = 0;

  constructor(kernel: Kernel, cloudfront: CloudFront) {
    this.#kernel = kernel;
    this.#cloudfront = cloudfront;
    this.#metrics = new FunctionMetrics(kernel);
  }

  handles(event: Event, { functions }: Behavior): boolean {
    return functions.has(event);
  }

  onRequest(viewer: ViewerRequest, behavior: Behavior, about: Exchange): Promise<Changed> {
    const request = asFunctionRequest(viewer);
    const call: Call = { event: 'viewer-request', seen: { request }, viewer, behavior, about };
    return this.#run(call, (output, origin) => {
      const returned = readResult(output);
      if ('response' in returned) return { result: generatedResult(returned.response) };
      const changed = changedRequest(viewer, request, returned.request);
      if (origin === undefined) return { request: changed };
      return { request: changed, route: chosenRoute(about.site, behavior, origin) };
    });
  }

  onResponse(result: Result, viewer: ViewerRequest, behavior: Behavior, about: Exchange): Promise<Result> {
    const response = asFunctionResponse(result);
    const seen = { request: asFunctionRequest(viewer), response };
    return this.#run({ event: 'viewer-response', seen, viewer, behavior, about }, (output) => {
      const returned = readResult(output);
      if ('request' in returned) throw new InvalidFunctionResult('The function returned no response.');
      return changedResult(result, response, returned.response);
    });
  }

  /**
   * @param read what becomes of what the handler returned and chose
   * @throws OriginFailure
   */
  async #run<T>(call: Call, read: (output: string, origin: OriginChoice | undefined) => T): Promise<T> {
    const { event: eventType, viewer, behavior, about } = call;
    const found = this.#live(behavior.functions.get(eventType)!);
    if (found === undefined) throw failed();
    await this.#strike(found, about);
    const { site, requestId, now } = about;
    const outcome = await this.#cloudfront.runFunction(
      found,
      {
        version: '1.0',
        context: {
          distributionDomainName: site.domain,
          distributionId: site.id,
          eventType,
          requestId,
        },
        viewer: { ip: viewer.ip },
        ...call.seen,
        rawQuery: viewer.query,
      },
      now,
    );
    this.#log(found, outcome.logs, about);
    this.#record(found, outcome, about);
    const { output, origin } = outcome;
    if (output === undefined) throw failed();
    try {
      return read(output, origin);
    } catch (error) {
      if (!(error instanceof InvalidFunctionResult)) throw error;
      this.#metrics.invalid(found);
      throw new OriginFailure(502, FUNCTION_FAILED, 'FunctionValidationError');
    }
  }

  /**
   * Carries out what faults do to runs of functions.
   *
   * @throws OriginFailure
   */
  async #strike(found: EdgeFunction, { cause }: Exchange): Promise<void> {
    const { faults, journal, clock } = this.#kernel;
    for (const { id, effect } of faults.strike('invocation', found.name)) {
      journal.append({ type: 'fault', cause, fault: id, effect: effect.kind, function: found.name });
      if (effect.kind === 'delay') await clock.sleep(effect.duration);
      else if (effect.kind !== 'throttle') throw failed();
      else {
        this.#metrics.throttled(found);
        throw new OriginFailure(503, FUNCTION_FAILED, 'FunctionThrottledError');
      }
    }
  }

  #live(arn: string): EdgeFunction | undefined {
    const { revision, functions } = this.#cloudfront;
    if (revision.current !== this.#revision) this.#functions.clear();
    this.#revision = revision.current;
    const known = this.#functions.get(arn) ?? functions.live(arn);
    if (known !== undefined) this.#functions.set(arn, known);
    return known;
  }

  #record(
    ran: EdgeFunction,
    { error, utilization }: { readonly error?: string; readonly utilization: number },
    { cause }: Exchange,
  ): void {
    const { journal, meter, home } = this.#kernel;
    const facts = { function: ran.name, utilization, ...(error !== undefined && { error }) };
    journal.append({ type: 'cdn.function', cause, ...facts });
    meter.add(
      {
        service: 'cloudfront',
        usageType: 'Executions-CloudFrontFunctions',
        operation: '',
        resource: ran.name,
        accountId: ran.account,
        region: home.region,
      },
      1,
    );
    this.#metrics.ran(ran, utilization, error !== undefined);
  }

  /** Functions that write nothing leave no trace in the logs. */
  #log({ account, name }: EdgeFunction, lines: readonly string[], { site, requestId, now }: Exchange): void {
    if (lines.length === 0) return;
    const { ports, ids, home } = this.#kernel;
    const [year, month, day] = toIso(now).slice(0, 10).split('-').map(Number);
    const all = [`START DistributionID: ${site.id}`, ...lines, 'END'];
    ports.find('logs')?.write({
      scope: { ...home, accountId: account, region: 'us-east-1' },
      group: `/aws/cloudfront/function/${name}`,
      stream: `${year}/${month}/${day}/${ids.uuid()}`,
      events: all.map((line) => ({ at: now, message: `${requestId} ${line}` })),
    });
  }
}

const failed = (): OriginFailure => new OriginFailure(503, FUNCTION_FAILED, 'FunctionExecutionError');
