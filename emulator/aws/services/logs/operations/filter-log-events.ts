import type { FilterLogEventsRequest, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidParameter } from '../errors.ts';
import { readToken, writePosition, writeToken } from '../event-position.ts';
import { compileFilter } from '../filter-pattern.ts';
import type { LogEvent } from '../log-events.ts';
import type { LogGroup } from '../log-groups.ts';
import type { LogStream } from '../log-streams.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';
import { pageSize } from '../pages.ts';

const MOST_EVENTS = 10_000;
const LARGEST_ANSWER = 1_048_576;

/** FilterLogEvents: events of one group that match a pattern, all its streams woven into one order of time. */
export const filterLogEvents: Operation<Logs, FilterLogEventsRequest, FilterLogEventsResponse> = (
  logs,
  input,
  call,
) => {
  const limit = pageSize(input.limit, MOST_EVENTS);
  const matches = compileFilter(input.filterPattern ?? '');
  const token = input.nextToken === undefined ? undefined : readToken(input.nextToken);
  const group = namedGroup(logs, input, call, 'logs:FilterLogEvents');
  const forward = token?.forward ?? input.startFromHead ?? true;
  const found: LogEvent[] = [];
  let size = 0;
  let more = false;
  const events = logs.events.read({
    group,
    streams: streamsAsked(logs, group, input),
    from: input.startTime,
    until: input.endTime === undefined ? undefined : input.endTime + 1,
    forward,
    position: token?.position,
    now: call.now,
  });
  for (const event of events) {
    if (!matches(event.message)) continue;
    more = found.length === limit || size >= LARGEST_ANSWER;
    if (more) break;
    found.push(event);
    size += Buffer.byteLength(event.message);
  }
  return {
    events: found.map((event) => ({
      logStreamName: event.stream,
      timestamp: event.at,
      message: event.message,
      ingestionTime: event.ingestedAt,
      eventId: writePosition(event),
    })),
    searchedLogStreams: [],
    nextToken: more ? writeToken({ forward, position: found.at(-1)! }) : undefined,
  };
};

function streamsAsked(
  logs: Logs,
  group: LogGroup,
  { logStreamNames, logStreamNamePrefix }: FilterLogEventsRequest,
): readonly LogStream[] | undefined {
  if (logStreamNames !== undefined && logStreamNamePrefix !== undefined) {
    throw invalidParameter('logStreamNamePrefix and logStreamNames are mutually exclusive parameters.');
  }
  if (logStreamNames !== undefined) return logStreamNames.map((name) => logs.streams.get(group, name));
  if (logStreamNamePrefix === undefined) return undefined;
  return logs.streams.all(group).filter(({ name }) => name.startsWith(logStreamNamePrefix));
}
