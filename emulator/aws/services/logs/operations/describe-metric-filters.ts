import type {
  DescribeMetricFiltersRequest,
  DescribeMetricFiltersResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidParameter } from '../errors.ts';
import type { Logs } from '../logs.ts';
import { authorizeGroup, namedGroup } from '../named-group.ts';
import { page, pageSize, readPageToken } from '../pages.ts';

/** DescribeMetricFilters: of one group, or of all that tell one metric. */
export const describeMetricFilters: Operation<
  Logs,
  DescribeMetricFiltersRequest,
  DescribeMetricFiltersResponse
> = (logs, input, call) => {
  const { logGroupName, filterNamePrefix: prefix = '', metricName, metricNamespace } = input;
  if ((metricName === undefined) !== (metricNamespace === undefined)) {
    throw invalidParameter('metricName and metricNamespace must be specified together.');
  }
  if (logGroupName === undefined) authorizeGroup(call, 'logs:DescribeMetricFilters', call.scope, '*');
  const groups =
    logGroupName === undefined
      ? logs.groups.list(call.scope, '')
      : [namedGroup(logs, { logGroupName }, call, 'logs:DescribeMetricFilters')];
  const after = readPageToken(input.nextToken);
  const found = groups
    .flatMap((group) => logs.metricFilters.of(group).map((filter) => ({ group: group.name, filter })))
    .filter(({ filter }) => filter.name.startsWith(prefix))
    .filter(
      ({ filter: { transformations } }) =>
        metricName === undefined ||
        transformations.some(
          (each) => each.metricName === metricName && each.metricNamespace === metricNamespace,
        ),
    );
  const keyOf = ({ group, filter }: (typeof found)[number]): string => `${group}:${filter.name}`;
  const begin = after === '' ? 0 : found.findIndex((item) => keyOf(item) === after) + 1;
  const { items, nextToken } = page(found.slice(begin), pageSize(input.limit), keyOf);
  return {
    metricFilters: items.map(({ group, filter }) => ({
      filterName: filter.name,
      filterPattern: filter.pattern,
      metricTransformations: [...filter.transformations],
      creationTime: filter.createdAt,
      logGroupName: group,
    })),
    nextToken,
  };
};
