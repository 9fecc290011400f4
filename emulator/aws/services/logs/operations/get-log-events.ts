import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import { readToken, writeToken, type EventPosition } from '../event-position.ts';
import type { LogEvent } from '../log-events.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';
import { pageSize } from '../pages.ts';

const MOST_EVENTS = 10_000;
/** Bytes of messages in one answer. */
const LARGEST_ANSWER = 1_048_576;

/**
 * GetLogEvents: a window that moves along one stream. Both tokens are always given; at the end of the stream the token
 * that was sent comes back.
 */
export const getLogEvents: Operation<Logs, GetLogEventsRequest, GetLogEventsResponse> = (
  logs,
  input,
  call,
) => {
  const limit = pageSize(input.limit, MOST_EVENTS);
  const group = namedGroup(logs, input, call, 'logs:GetLogEvents');
  const stream = logs.streams.get(group, input.logStreamName ?? '');
  const token = input.nextToken === undefined ? undefined : readToken(input.nextToken);
  const forward = token?.forward ?? input.startFromHead ?? false;
  const found = take(
    logs.events.read({
      group,
      streams: [stream],
      from: input.startTime,
      until: input.endTime,
      forward,
      position: token?.position,
      now: call.now,
    }),
    limit,
  );
  if (!forward) found.reverse();
  const stay: EventPosition = token?.position ?? { at: forward ? 0 : call.now, id: 0 };
  return {
    events: found.map(({ at, message, ingestedAt }) => ({
      timestamp: at,
      message,
      ingestionTime: ingestedAt,
    })),
    nextForwardToken: writeToken({ forward: true, position: found.at(-1) ?? stay }),
    nextBackwardToken: writeToken({ forward: false, position: found[0] ?? stay }),
  };
};

function take(events: Iterable<LogEvent>, limit: number): LogEvent[] {
  const taken: LogEvent[] = [];
  let size = 0;
  for (const event of events) {
    size += Buffer.byteLength(event.message);
    if (taken.length > 0 && size > LARGEST_ANSWER) break;
    taken.push(event);
    if (taken.length === limit) break;
  }
  return taken;
}
