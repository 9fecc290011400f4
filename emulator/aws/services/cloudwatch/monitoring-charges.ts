/**
 * What is billed for watching: clients' metrics by the hours in which they were put, alarms by the metrics they watch,
 * dashboards beyond the third of an account.
 * Evidence: "Amazon CloudWatch pricing" (2026-11). Gaps: dashboards of more than 50 metrics are not told apart.
 */
import { days } from '../../kernel/instant.ts';
import type { Standing } from '../../kernel/standing-charges.ts';
import { isMetricAlarm, type MetricAlarmDefinition } from './alarm.ts';
import type { CloudWatch } from './cloudwatch.ts';

const HOURS = 24;
const FREE_DASHBOARDS = 3;
const HIGH_RESOLUTION = 60;

type Counted = Pick<Standing, 'resource' | 'accountId' | 'region' | 'quantity'>;

export function chargeForMonitoring(cloudwatch: CloudWatch): void {
  const { standing, store, clock, home } = cloudwatch.kernel;
  const put = store.statement<Counted>(
    `SELECT m.namespace AS resource, m.account_id AS accountId, m.region,
       count(DISTINCT m.id || '/' || (s.at / 3600000)) / ${HOURS}.0 AS quantity
     FROM cloudwatch_metrics m JOIN cloudwatch_samples s ON s.metric = m.id
     WHERE m.namespace NOT LIKE 'AWS/%' AND m.last_at >= ?1 AND s.at >= ?1
     GROUP BY m.namespace, m.account_id, m.region`,
  );
  const dashboards = store.statement<Pick<Counted, 'accountId' | 'quantity'>>(
    `SELECT account_id AS accountId, count(*) - ${FREE_DASHBOARDS} AS quantity FROM cloudwatch_dashboards
     GROUP BY account_id HAVING count(*) > ${FREE_DASHBOARDS}`,
  );
  standing.keep('cloudwatch', () => {
    cloudwatch.metrics.settle();
    return [
      ...put
        .all(clock.now() - days(1))
        .map((row) => ({ usageType: 'CW:MetricMonitorUsage', operation: '', ...row })),
      ...alarms(cloudwatch),
      ...dashboards.all().map(({ accountId, quantity }) => ({
        usageType: 'DashboardsUsageHour',
        operation: '',
        resource: '',
        accountId,
        region: home.region,
        quantity,
      })),
    ];
  });
}

function* alarms({ alarms: kept }: CloudWatch): Generator<Standing> {
  for (const kind of ['MetricAlarm', 'CompositeAlarm'] as const) {
    for (const alarm of kept.ofKind(kind)) {
      const { accountId, region } = alarm.scope;
      const [usageType, quantity] = isMetricAlarm(alarm)
        ? metricAlarm(alarm.definition)
        : (['CW:CompositeAlarmMonitorUsage', 1] as const);
      yield { usageType, operation: '', resource: alarm.name, accountId, region, quantity };
    }
  }
}

/** An alarm on an expression costs as many metrics as it reads. */
function metricAlarm({ watched }: MetricAlarmDefinition): readonly [usageType: string, metrics: number] {
  const periods =
    'queries' in watched
      ? watched.queries.flatMap(({ MetricStat }) =>
          MetricStat === undefined ? [] : [MetricStat.Period ?? 60],
        )
      : [watched.period];
  const fine = periods.some((period) => period < HIGH_RESOLUTION);
  return [fine ? 'CW:HighResAlarmMonitorUsage' : 'CW:AlarmMonitorUsage', Math.max(1, periods.length)];
}
