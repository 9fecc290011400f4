import type { DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput } from '@aws-sdk/client-cloudwatch';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { alarmArn } from '../alarm.ts';
import type { HistoryRow } from '../alarm-history.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { invalidNextToken } from '../errors.ts';
import { page, pageSize, readToken } from '../paging.ts';

const LARGEST_PAGE = 100;

export const describeAlarmHistory: Operation<
  CloudWatch,
  DescribeAlarmHistoryInput,
  DescribeAlarmHistoryOutput
> = (cloudwatch, input, call) => {
  allow(call, alarmArn({ scope: call.scope, name: input.AlarmName ?? '*' }));
  const types: readonly string[] = input.AlarmTypes ?? ['MetricAlarm'];
  const [start, end] = [input.StartDate?.getTime() ?? 0, input.EndDate?.getTime() ?? call.now];
  const wanted = ({ alarm, kind, type, at }: HistoryRow): boolean =>
    (input.AlarmName ?? alarm) === alarm &&
    types.includes(kind) &&
    (input.HistoryItemType ?? type) === type &&
    at >= start &&
    at <= end;
  const oldestFirst = cloudwatch.history.list(call.scope, call.now).filter(wanted);
  const ordered = input.ScanBy === 'TimestampAscending' ? oldestFirst : oldestFirst.toReversed();
  const after = readToken(input.NextToken);
  const begin = after === '' ? 0 : ordered.findIndex(({ id }) => String(id) === after) + 1;
  if (after !== '' && begin === 0) throw invalidNextToken();
  const size = pageSize(input.MaxRecords, LARGEST_PAGE);
  const { items, nextToken } = page(ordered.slice(begin), size, ({ id }) => String(id));
  return {
    AlarmHistoryItems: items.map(({ alarm, kind, at, type, summary, data }) => ({
      AlarmName: alarm,
      AlarmType: kind,
      Timestamp: toDate(at),
      HistoryItemType: type,
      HistorySummary: summary,
      HistoryData: data,
    })),
    NextToken: nextToken,
  };
};
