/**
 * One invocation in one environment, with the initialisation that may come before it.
 *
 * Initialisation has ten seconds of its own. When it fails, or takes longer, it is tried once more with the invocation
 * waiting, and then counts against the invocation's time. Times are wall times: user code takes as long as it takes.
 *
 * Evidence: aws.md sections B.2 and B.3.
 */
import type { Clock } from '../../../kernel/clock.ts';
import { seconds, toIso, type Duration } from '../../../kernel/instant.ts';
import type { Environment, InitOutcome, InvocationInput, InvocationOutcome } from './environment.ts';
import { failureOf, type Failure } from './failure.ts';
import type { PlatformLog } from './platform-log.ts';

export interface Execution {
  readonly payload: Buffer;
  readonly failure: Failure | undefined;
  /** Milliseconds; that of initialisation only where it came first and succeeded. */
  readonly duration: number;
  readonly initDuration: number | undefined;
  readonly billedDuration: number;
  /** MiB. */
  readonly memoryUsed: number;
}

export interface ExecutionOptions {
  readonly clock: Clock;
  readonly environment: Environment;
  /** Whether the environment has yet to be started. */
  readonly cold: boolean;
  /** Is told when the start of a cold environment is over, however it ended. */
  readonly onStarted: () => void;
  readonly input: InvocationInput;
  readonly log: PlatformLog;
  readonly runtimeVersionArn: string;
  /** A fault: the process is killed when it answers, so that what it did stays done and the answer is lost. */
  readonly crash: boolean;
}

const INIT_LIMIT = seconds(10);

export async function execute(options: ExecutionOptions): Promise<Execution> {
  const { clock, environment, cold, input, log } = options;
  let initDuration: number | undefined;
  let initialised = true;
  if (cold) {
    log.initStart(options.runtimeVersionArn);
    const init = await initialise(options, INIT_LIMIT);
    options.onStarted();
    initialised = init.outcome.kind === 'ready';
    if (initialised) initDuration = init.took;
    else log.initReport({ ...initStatus(init.outcome), duration: init.took, phase: 'init' });
  }
  log.start();
  const stopwatch = clock.stopwatch();
  const outcome = await invokeOrRetry(options, initialised);
  const took = stopwatch();
  const failure = failureOf(outcome, input.requestId, input.limit);
  const duration = outcome.kind === 'timeout' ? input.limit : took;
  const execution: Execution = {
    payload: outcome.kind === 'response' ? outcome.payload : failure!.payload,
    failure,
    duration,
    initDuration,
    billedDuration: Math.ceil(duration + (initDuration ?? 0)),
    memoryUsed: environment.peakMemory,
  };
  if (failure?.status === 'timeout') log.fault(`${toIso(clock.now())} ${input.requestId} ${failure.line}\n`);
  else if (failure?.line !== undefined) log.fault(failure.line);
  log.end({
    ...execution,
    status: failure?.status ?? 'success',
    errorType: failure?.ofProcess === true || !initialised ? failure?.type : undefined,
  });
  return execution;
}

async function invokeOrRetry(
  options: ExecutionOptions,
  initialised: boolean,
): Promise<InvocationOutcome | InitOutcome> {
  const { environment, input, log, crash } = options;
  let { limit } = input;
  if (!initialised) {
    const init = await initialise(options, limit);
    if (init.outcome.kind !== 'ready') {
      log.initReport({ ...initStatus(init.outcome), duration: init.took, phase: 'invoke' });
      return init.outcome;
    }
    limit = Math.max(1, limit - init.took);
  }
  const outcome = await environment.invoke({ ...input, limit });
  if (!crash || outcome.kind === 'exit') return outcome;
  await environment.stop('kill');
  return { kind: 'exit', end: { description: 'signal: killed' } };
}

async function initialise(
  { clock, environment }: ExecutionOptions,
  limit: Duration,
): Promise<{ readonly outcome: InitOutcome; readonly took: number }> {
  const stopwatch = clock.stopwatch();
  const outcome = await environment.start(limit);
  return { outcome, took: stopwatch() };
}

function initStatus(outcome: InitOutcome): { status: 'error' | 'timeout'; errorType: string | undefined } {
  if (outcome.kind === 'timeout') return { status: 'timeout', errorType: undefined };
  return { status: 'error', errorType: failureOf(outcome, '', 0)?.type };
}
