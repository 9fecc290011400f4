import type {
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  LogStream as LogStreamDescription,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidParameter } from '../errors.ts';
import { groupArn, type LogGroup } from '../log-groups.ts';
import type { LogStream } from '../log-streams.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';
import { page, pageSize, readPageToken } from '../pages.ts';

export const describeLogStreams: Operation<Logs, DescribeLogStreamsRequest, DescribeLogStreamsResponse> = (
  logs,
  input,
  call,
) => {
  const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending = false } = input;
  const group = namedGroup(logs, input, call, 'logs:DescribeLogStreams');
  if (orderBy === 'LastEventTime' && prefix !== undefined) {
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const ordered = logs.streams
    .all(group)
    .filter((stream) => stream.name.startsWith(prefix ?? ''))
    .toSorted((a, b) => (orderBy === 'LastEventTime' ? (a.lastAt ?? 0) - (b.lastAt ?? 0) : 0));
  if (descending) ordered.reverse();
  const after = readPageToken(input.nextToken);
  const rest = ordered.slice(ordered.findIndex(({ name }) => name === after) + 1);
  const { items, nextToken } = page(rest, pageSize(input.limit), ({ name }) => name);
  return { logStreams: items.map((stream) => describe(group, stream)), nextToken };
};

const describe = (group: LogGroup, stream: LogStream): LogStreamDescription => ({
  logStreamName: stream.name,
  creationTime: stream.createdAt,
  firstEventTimestamp: stream.firstAt,
  lastEventTimestamp: stream.lastAt,
  lastIngestionTime: stream.ingestedAt,
  uploadSequenceToken: stream.ingestedAt === undefined ? undefined : String(stream.id).padStart(56, '4'),
  arn: `${groupArn(group.scope, group.name)}:log-stream:${stream.name}`,
  storedBytes: 0,
});
