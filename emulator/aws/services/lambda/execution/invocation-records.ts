/**
 * What an invocation leaves behind: log events, an entry in the journal under which everything it did hangs, its price on
 * the meter, and Lambda's own metrics.
 */
import type { Cause } from '../../../kernel/journal.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { MetricDatum } from '../../../kernel/ports.ts';
import type { Execution } from './execution.ts';
import type { Failure } from './failure.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { InvocationRequest } from './invocations.ts';
import type { LogLine } from './log-sink.ts';

export interface InvocationRecord {
  readonly request: InvocationRequest;
  readonly spec: FunctionSpec;
  readonly execution: Execution;
  readonly cold: boolean;
  readonly seq: Cause;
  readonly lines: readonly LogLine[];
  /** Invocations of the function that ran at the same time, this one included. */
  readonly running: number;
}

export function recordInvocation(kernel: Kernel, record: InvocationRecord): void {
  const { request, spec, execution, cold, seq } = record;
  const { fn, version } = request;
  const { failure } = execution;
  writeLog(kernel, record);
  kernel.journal.append(
    {
      type: 'lambda.invocation',
      ...identity(request),
      status: failure?.status ?? 'success',
      ...(failure !== undefined && { error: failure.type }),
      coldStart: cold,
      ...(execution.initDuration !== undefined && { initDuration: execution.initDuration }),
      duration: execution.duration,
      billedDuration: execution.billedDuration,
      memorySize: spec.memorySize,
      memoryUsed: execution.memoryUsed,
    },
    seq,
  );
  const { accountId, region } = fn.scope;
  const arm = version.settings.architecture === 'arm64' ? '-ARM' : '';
  const [time, requests] =
    request.atEdge === true
      ? ['Lambda-Edge-GB-Second', 'Lambda-Edge-Request']
      : [`Lambda-GB-Second${arm}`, `Request${arm}`];
  const dimension = { service: 'lambda', operation: 'Invoke', resource: fn.name, accountId, region };
  const gigabyteSeconds = (execution.billedDuration / 1_000) * (spec.memorySize / 1_024);
  kernel.meter.add({ ...dimension, usageType: time }, gigabyteSeconds);
  kernel.meter.add({ ...dimension, usageType: requests }, 1);
  putMetrics(kernel, request, [
    ['Invocations', 1, 'Count'],
    ['Errors', failure === undefined ? 0 : 1, 'Count'],
    ['Duration', execution.duration, 'Milliseconds'],
    ['ConcurrentExecutions', record.running, 'Count'],
  ]);
}

/** An invocation that a fault rule failed before it reached the function. */
export function recordInjected(kernel: Kernel, request: InvocationRequest, failure: Failure): Cause {
  putMetrics(kernel, request, [
    ['Invocations', 1, 'Count'],
    ['Errors', 1, 'Count'],
  ]);
  return kernel.journal.append({
    type: 'lambda.invocation',
    ...identity(request),
    status: failure.status,
    error: failure.type,
    injected: true,
  });
}

export function recordThrottle(kernel: Kernel, request: InvocationRequest): void {
  kernel.journal.append({ type: 'lambda.throttle', ...identity(request) });
  putMetrics(kernel, request, [['Throttles', 1, 'Count']]);
}

const identity = ({ fn, version, requestId, kind, cause }: InvocationRequest) => ({
  cause,
  function: fn.name,
  version: version.version,
  requestId,
  kind,
  accountId: fn.scope.accountId,
  region: fn.scope.region,
});

function writeLog({ ports }: Kernel, { request, spec, lines }: InvocationRecord): void {
  const lineEnd = spec.logFormat === 'Text' ? '\n' : '';
  ports.find('logs')?.write({
    scope: request.fn.scope,
    group: spec.logGroup,
    stream: spec.logStream,
    events: lines.map(({ at, message }) => ({ at, message: message + lineEnd })),
  });
}

function putMetrics(
  { ports, clock }: Kernel,
  { fn }: InvocationRequest,
  values: readonly (readonly [name: string, value: number, unit: string])[],
): void {
  const metrics = ports.find('metrics');
  if (metrics === undefined) return;
  const at = clock.now();
  const data = values.map(([name, value, unit]): MetricDatum => {
    const dimensions = { FunctionName: fn.name };
    return { namespace: 'AWS/Lambda', name, dimensions, value, unit, at };
  });
  metrics.put(fn.scope, data);
}
