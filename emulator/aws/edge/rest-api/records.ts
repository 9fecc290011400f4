/** What an execution leaves behind: a fact in the journal, a request on the bill, metrics. */
import { causeOf } from '../../kernel/journal.ts';
import type { WireRequest } from '../../wire/message.ts';
import type { ApiAnswer, Arrival, Execution } from './execution.ts';

export interface ExecutionRecord {
  readonly arrival: Arrival;
  readonly wire: WireRequest;
  readonly execution: Execution | undefined;
  readonly answer: ApiAnswer;
  /** The type of the gateway response, where it was one. */
  readonly error: string | undefined;
  /** Wall milliseconds. */
  readonly duration: number;
}

export function recordExecution(record: ExecutionRecord): void {
  const { arrival, wire, execution, answer, error, duration } = record;
  const { kernel, api, stage, request, requestId, seq, now } = arrival;
  const { status } = answer;
  kernel.journal.append(
    {
      type: 'rest-api.request',
      cause: causeOf(wire.headers['x-amzn-trace-id']),
      api: api.apiId,
      stage: stage.stageName,
      method: request.method,
      path: request.path,
      resource: execution?.resource.path,
      status,
      duration,
      requestId,
      ...(error !== undefined && { error }),
    },
    seq,
  );
  const { accountId, region } = api.scope;
  const usage = { usageType: 'ApiGatewayRequest', operation: 'ApiGatewayRequest', resource: api.apiId };
  kernel.meter.add({ service: 'api-gateway', ...usage, accountId, region }, 1);
  const datum = (name: string, value: number, unit: string) => ({
    namespace: 'AWS/ApiGateway',
    name,
    dimensions: { ApiName: api.settings.name, Stage: stage.stageName },
    value,
    unit,
    at: now,
  });
  kernel.ports
    .find('metrics')
    ?.put(api.scope, [
      datum('Count', 1, 'Count'),
      datum('4XXError', status >= 400 && status < 500 ? 1 : 0, 'Count'),
      datum('5XXError', status >= 500 ? 1 : 0, 'Count'),
      datum('Latency', duration, 'Milliseconds'),
    ]);
}
