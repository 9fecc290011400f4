import type { ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import { days, hours } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { invalidNextToken } from '../errors.ts';
import { dimensionsOutput } from '../metric.ts';
import { page, readToken } from '../paging.ts';

const PAGE = 500;
const LISTED = days(14);

/** ListMetrics: metrics that had data in the past two weeks, or in the past three hours when so asked. */
export const listMetrics: Operation<CloudWatch, ListMetricsInput, ListMetricsOutput> = (
  cloudwatch,
  input,
  call,
) => {
  allow(call);
  const after = Number(readToken(input.NextToken));
  if (!Number.isSafeInteger(after)) throw invalidNextToken();
  const since = call.now - (input.RecentlyActive === 'PT3H' ? hours(3) : LISTED);
  const filter = {
    namespace: input.Namespace,
    name: input.MetricName,
    dimensions: (input.Dimensions ?? []).map(({ Name = '', Value }) => [Name, Value] as const),
  };
  const found = cloudwatch.metrics.list(call.scope, filter, since, after, PAGE + 1);
  const { items, nextToken } = page(found, PAGE, ({ id }) => String(id));
  return {
    Metrics: items.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: dimensionsOutput(dimensions),
    })),
    NextToken: nextToken,
  };
};
