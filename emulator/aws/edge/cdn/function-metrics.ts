/** What CloudWatch is told of CloudFront Functions, once a minute for each (aws.md section A.22). */
import { minutes } from '../../kernel/instant.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { MetricDatum } from '../../kernel/ports.ts';
import type { EdgeFunction } from '../../services/cloudfront/functions.ts';

interface Counts {
  runs: number;
  errors: number;
  invalid: number;
  throttled: number;
  /** How often each compute utilization occurred. */
  readonly utilizations: Map<number, number>;
}

const EVERY = minutes(1);

export class FunctionMetrics {
  readonly #kernel: Kernel;
  readonly #counts = new Map<EdgeFunction, Counts>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** @param utilization from 0 to 100 */
  ran(ran: EdgeFunction, utilization: number, failed: boolean): void {
    const counts = this.#of(ran);
    counts.runs += 1;
    if (failed) counts.errors += 1;
    counts.utilizations.set(utilization, (counts.utilizations.get(utilization) ?? 0) + 1);
  }

  /** The function's result was not what it may be. */
  invalid(ran: EdgeFunction): void {
    this.#of(ran).invalid += 1;
  }

  /** The function was not let run. */
  throttled(ran: EdgeFunction): void {
    this.#of(ran).throttled += 1;
  }

  #of(ran: EdgeFunction): Counts {
    const known = this.#counts.get(ran);
    if (known !== undefined) return known;
    const counts: Counts = { runs: 0, errors: 0, invalid: 0, throttled: 0, utilizations: new Map() };
    this.#counts.set(ran, counts);
    const { clock } = this.#kernel;
    clock.schedule(clock.now() + EVERY, () => this.#publish(ran, counts));
    return counts;
  }

  #publish(ran: EdgeFunction, counts: Counts): void {
    this.#counts.delete(ran);
    const { clock, home, ports } = this.#kernel;
    const at = clock.now() - EVERY;
    const dimensions = { FunctionName: ran.name, Region: 'Global' };
    const datum = (name: string, value: number, unit = 'None', times = 1): MetricDatum => ({
      namespace: 'AWS/CloudFront',
      name,
      dimensions,
      value,
      unit,
      at,
      times,
    });
    ports
      .find('metrics')
      ?.put({ ...home, accountId: ran.account, region: 'us-east-1' }, [
        datum('FunctionInvocations', counts.runs),
        datum('FunctionExecutionErrors', counts.errors),
        datum('FunctionValidationErrors', counts.invalid),
        datum('FunctionThrottles', counts.throttled),
        ...[...counts.utilizations].map(([value, times]) =>
          datum('FunctionComputeUtilization', value, 'Percent', times),
        ),
      ]);
  }
}
