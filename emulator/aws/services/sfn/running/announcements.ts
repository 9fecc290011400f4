/** What the rest of the cloud hears of executions: the journal, the metrics, the bill and the default event bus. */
import type { Duration, Instant } from '../../../kernel/instant.ts';
import type { Cause } from '../../../kernel/journal.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { parseArn, type Scope } from '../../../kernel/scope.ts';
import type { Ending, ExecutionRow, ExecutionStatus } from '../executions.ts';

const METRICS = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
} as const;

const scopeOf = ({ machine_arn: machineArn }: ExecutionRow): Scope => {
  const { accountId, region } = parseArn(machineArn)!;
  return { accountId, region, partition: 'aws' };
};

/** The entry that all that the execution does follows from. */
export function announceCall(
  { journal, store }: Kernel,
  { arn: execution, machine_arn: machine }: Pick<ExecutionRow, 'arn' | 'machine_arn'>,
  cause: Cause,
): Cause {
  const seq = journal.reserve();
  const facts = { type: 'sfn.execution', cause, execution, machine, status: 'RUNNING' };
  store.afterCommit(() => journal.append(facts, seq));
  return seq;
}

export function announceStart(kernel: Kernel, row: ExecutionRow): void {
  measure(kernel, row, [['ExecutionsStarted', 1, 'Count']], row.started);
  tell(kernel, row, { status: 'RUNNING' }, row.started);
}

export function announceEnd(kernel: Kernel, row: ExecutionRow, ending: Ending, now: Instant): void {
  const { status, error } = ending;
  const { arn, machine_arn: machine } = row;
  const duration = now - row.started;
  kernel.journal.append({
    type: 'sfn.execution',
    cause: row.journal,
    execution: arn,
    machine,
    status,
    elapsed: duration,
    ...(error !== undefined && { error }),
  });
  measure(
    kernel,
    row,
    [
      [METRICS[status], 1, 'Count'],
      ['ExecutionTime', duration, 'Milliseconds'],
    ],
    now,
  );
  tell(kernel, row, ending, now);
}

/** Standard executions are billed by the states they enter, express ones by their number and by time and memory. */
export function bill(kernel: Kernel, row: ExecutionRow, transitions: number, now: Instant): void {
  const { accountId, region } = scopeOf(row);
  const resource = row.machine_arn.split(':').at(-1)!;
  const add = (usageType: string, quantity: number): void =>
    kernel.meter.add(
      { service: 'sfn', usageType, operation: 'StartExecution', resource, accountId, region },
      quantity,
    );
  if (row.express === 0) return add('StateTransition', transitions);
  add('StepFunctions-Request', 1);
  add('StepFunctions-GB-Second', (billedDuration(now - row.started) / 1_000) * (BILLED_MEBIBYTES / 1_024));
}

/** Of an express execution, at the least. */
export const BILLED_MEBIBYTES = 64;

/** In milliseconds: tenths of a second that have begun. */
export const billedDuration = (elapsed: Duration): Duration => Math.max(100, Math.ceil(elapsed / 100) * 100);

type Measure = readonly [name: string, value: number, unit: string];

function measure(kernel: Kernel, row: ExecutionRow, measures: readonly Measure[], at: Instant): void {
  const dimensions = { StateMachineArn: row.machine_arn };
  const data = measures.map(([name, value, unit]) => ({
    namespace: 'AWS/States',
    name,
    dimensions,
    value,
    unit,
    at,
  }));
  kernel.ports.find('metrics')?.put(scopeOf(row), data);
}

/** Express executions, and those of distributed Maps that are express, send no events. */
function tell(
  kernel: Kernel,
  row: ExecutionRow,
  ending: Omit<Ending, 'status'> & { readonly status: ExecutionStatus },
  at: Instant,
): void {
  const bus = kernel.ports.find('bus');
  if (row.express === 1 || bus === undefined) return;
  const { output = null, error = null, cause = null, status } = ending;
  const detail = {
    executionArn: row.arn,
    stateMachineArn: row.machine_arn,
    name: row.name,
    status,
    startDate: row.started,
    stopDate: status === 'RUNNING' ? null : at,
    input: row.input,
    output,
    inputDetails: { included: true },
    outputDetails: output === null ? null : { included: true },
    error,
    cause,
  };
  const detailType = 'Step Functions Execution Status Change';
  bus.put(scopeOf(row), { source: 'aws.states', detailType, resources: [row.arn], detail, at }, row.journal);
}
