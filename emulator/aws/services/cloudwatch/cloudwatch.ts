/**
 * CloudWatch: metrics that clients put and services tell of themselves, alarms that watch them on the clock, dashboards.
 *
 * Gaps: anomaly detection, metric streams, contributor insights, alarm mute rules, log alarms and PromQL alarms answer
 * 501, as do alarm actions on anything but topics and functions (they are kept, and fail by name in the alarm's history).
 * Data are seen at once; AWS shows them within minutes.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { MetricPort } from '../../kernel/ports.ts';
import { isMetricAlarm } from './alarm.ts';
import { AlarmHistory } from './alarm-history.ts';
import { AlarmStates } from './alarm-states.ts';
import { AlarmWatch } from './alarm-watch.ts';
import { Alarms } from './alarms.ts';
import { Dashboards } from './dashboards.ts';
import { Metrics } from './metrics.ts';
import { chargeForMonitoring } from './monitoring-charges.ts';
import { Retention } from './retention.ts';
import { MIGRATIONS } from './schema.ts';

export class CloudWatch implements MetricPort {
  readonly kernel: Kernel;
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  readonly history: AlarmHistory;
  readonly states: AlarmStates;
  readonly watch: AlarmWatch;
  readonly dashboards: Dashboards;
  readonly #retention: Retention;

  constructor(kernel: Kernel) {
    const { store, clock } = kernel;
    store.define('cloudwatch', MIGRATIONS);
    this.kernel = kernel;
    this.metrics = new Metrics(store, clock);
    this.#retention = new Retention(store, clock, this.metrics);
    this.alarms = new Alarms(store);
    this.history = new AlarmHistory(store);
    this.states = new AlarmStates(kernel, this.alarms, this.history);
    this.watch = new AlarmWatch(store, clock, this.metrics, this.alarms, (alarm, verdict, now) =>
      this.states.enter(alarm, verdict, 0, now),
    );
    this.dashboards = new Dashboards(store);
    kernel.ports.provide('metrics', this);
    chargeForMonitoring(this);
  }

  put(scope: Parameters<MetricPort['put']>[0], data: Parameters<MetricPort['put']>[1]): void {
    for (const datum of data) this.metrics.gather(scope, datum);
  }

  /** Takes up what an earlier process left: alarms to watch, samples that grow old. */
  start(): void {
    for (const alarm of this.alarms.ofKind('MetricAlarm')) if (isMetricAlarm(alarm)) this.watch.watch(alarm);
    this.#retention.resume();
  }

  /** Stores what has been gathered. */
  close(): void {
    this.metrics.settle();
  }
}
