/**
 * CloudFront Functions on viewers' requests and on what they get. A function that fails is a 503, one that touches what it
 * may not a 502; on responses functions run only when the origin answered below 400 (aws.md section A.17).
 *
 * Gaps: FunctionThrottledError does not occur.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import { toIso } from '../../kernel/instant.ts';
import type { CloudFront } from '../../services/cloudfront/cloudfront.ts';
import type { EdgeFunction } from '../../services/cloudfront/functions.ts';
import { InvalidFunctionResult, readResult } from '../../services/cloudfront/runtime/function-event.ts';
import type { Behavior } from './behavior.ts';
import type { EdgeCode } from './edge-code.ts';
import type { Exchange } from './exchange.ts';
import { asFunctionRequest, changedRequest } from './function-request.ts';
import { asFunctionResponse, changedResult, generatedResult } from './function-response.ts';
import type { Result, ResultType } from './outcome.ts';
import { errorPage, FUNCTION_FAILED } from './pages.ts';
import type { ViewerRequest } from './viewer-request.ts';

type Event = 'viewer-request' | 'viewer-response';

export class EdgeFunctions implements EdgeCode {
  readonly #kernel: Kernel;
  readonly #cloudfront: CloudFront;
  readonly #functions = new Map<string, EdgeFunction>();
  #revision = 0;

  constructor(kernel: Kernel, cloudfront: CloudFront) {
    this.#kernel = kernel;
    this.#cloudfront = cloudfront;
  }

  async onRequest(
    request: ViewerRequest,
    behavior: Behavior,
    about: Exchange,
  ): ReturnType<EdgeCode['onRequest']> {
    const arn = behavior.functions.get('viewer-request');
    if (arn === undefined) return { request };
    const seen = asFunctionRequest(request);
    const run = await this.#run(arn, 'viewer-request', { request: seen }, request, about);
    if (typeof run !== 'string') return { result: run };
    try {
      const returned = readResult(run);
      if ('response' in returned) return { result: generatedResult(returned.response) };
      return { request: changedRequest(request, seen, returned.request) };
    } catch (error) {
      return { result: failed(error, about) };
    }
  }

  async onResponse(
    result: Result,
    request: ViewerRequest,
    behavior: Behavior,
    about: Exchange,
  ): Promise<Result> {
    const arn = behavior.functions.get('viewer-response');
    if (arn === undefined || result.originStatus === undefined || result.originStatus >= 400) return result;
    const seen = { request: asFunctionRequest(request), response: asFunctionResponse(result) };
    const run = await this.#run(arn, 'viewer-response', seen, request, about);
    if (typeof run !== 'string') return run;
    try {
      const returned = readResult(run);
      if ('request' in returned) throw new InvalidFunctionResult('The function returned no response.');
      return changedResult(result, seen.response, returned.response);
    } catch (error) {
      return failed(error, about);
    }
  }

  /** What the handler returned, as JSON, or the answer that stands for its failure. */
  async #run(
    arn: string,
    eventType: Event,
    seen: object,
    viewer: ViewerRequest,
    about: Exchange,
  ): Promise<string | Result> {
    const found = this.#live(arn);
    if (found === undefined) return failure(503, 'FunctionExecutionError', about);
    const { site, requestId, now } = about;
    const event = JSON.stringify({
      version: '1.0',
      context: {
        distributionDomainName: site.domain,
        distributionId: site.id,
        eventType,
        requestId,
      },
      viewer: { ip: viewer.ip },
      ...seen,
      rawQuery: viewer.query,
    });
    const outcome = await this.#cloudfront.runFunction(found, event, now);
    this.#record(found, outcome, about);
    this.#log(found, outcome.logs, about);
    return outcome.output ?? failure(503, 'FunctionExecutionError', about);
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
    { account, name }: EdgeFunction,
    { error, utilization }: { readonly error?: string; readonly utilization: number },
    { cause, now }: Exchange,
  ): void {
    const { journal, meter, ports, home } = this.#kernel;
    const facts = { function: name, utilization, ...(error !== undefined && { error }) };
    journal.append({ type: 'cdn.function', cause, ...facts });
    meter.add(
      {
        service: 'cloudfront',
        usageType: 'Executions-CloudFrontFunctions',
        operation: '',
        resource: name,
        accountId: account,
        region: home.region,
      },
      1,
    );
    const scope = { ...home, accountId: account, region: 'us-east-1' };
    const dimensions = { FunctionName: name, Region: 'Global' };
    const datum = (metric: string, value: number, unit: string) => ({
      namespace: 'AWS/CloudFront',
      name: metric,
      dimensions,
      value,
      unit,
      at: now,
    });
    ports
      .find('metrics')
      ?.put(scope, [
        datum('FunctionInvocations', 1, 'None'),
        datum('FunctionComputeUtilization', utilization, 'Percent'),
        datum('FunctionExecutionErrors', error === undefined ? 0 : 1, 'None'),
      ]);
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

function failed(error: unknown, about: Exchange): Result {
  if (!(error instanceof InvalidFunctionResult)) throw error;
  return failure(502, 'FunctionValidationError', about);
}

function failure(status: 502 | 503, type: ResultType, { requestId }: Exchange): Result {
  const { headers, body } = errorPage(status, FUNCTION_FAILED, type, requestId);
  return { status, headers: { ...headers }, body, type, detail: type, originStatus: undefined };
}
