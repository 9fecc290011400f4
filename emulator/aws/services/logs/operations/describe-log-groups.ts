import type {
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  LogGroup as LogGroupDescription,
  LogGroupClass,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidParameter } from '../errors.ts';
import { groupArn, type LogGroup } from '../log-groups.ts';
import type { Logs } from '../logs.ts';
import { authorizeGroup } from '../named-group.ts';
import { page, pageSize, readPageToken } from '../pages.ts';

export const describeLogGroups: Operation<Logs, DescribeLogGroupsRequest, DescribeLogGroupsResponse> = (
  logs,
  input,
  call,
) => {
  const { logGroupNamePrefix: prefix = '', logGroupNamePattern: pattern = '' } = input;
  authorizeGroup(call, 'logs:DescribeLogGroups', call.scope, '*');
  if (prefix !== '' && pattern !== '') {
    throw invalidParameter(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  }
  const found = logs.groups
    .list(call.scope, readPageToken(input.nextToken))
    .filter((group) => group.name.startsWith(prefix))
    .filter((group) => group.name.toLowerCase().includes(pattern.toLowerCase()))
    .filter((group) => (input.logGroupClass ?? group.class) === group.class);
  const { items, nextToken } = page(found, pageSize(input.limit), (group) => group.name);
  return { logGroups: items.map((group) => describe(group, logs.metricFilters.of(group).length)), nextToken };
};

const describe = (group: LogGroup, metricFilterCount: number): LogGroupDescription => ({
  logGroupName: group.name,
  creationTime: group.createdAt,
  retentionInDays: group.retentionDays,
  metricFilterCount,
  arn: `${groupArn(group.scope, group.name)}:*`,
  logGroupArn: groupArn(group.scope, group.name),
  storedBytes: 0,
  kmsKeyId: group.kmsKey,
  logGroupClass: group.class as LogGroupClass,
  deletionProtectionEnabled: false,
});
