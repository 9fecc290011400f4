import type {
  InputLogEvent,
  PutLogEventsRequest,
  PutLogEventsResponse,
  RejectedLogEventsInfo,
} from '@aws-sdk/client-cloudwatch-logs';
import { days, hours, type Instant } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { constraint, invalidParameter } from '../errors.ts';
import { retentionStart, type NewEvent } from '../log-events.ts';
import type { LogGroup } from '../log-groups.ts';
import { EVENT_OVERHEAD, type Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';

const MOST_EVENTS = 10_000;
/** Bytes of a batch, overhead included. */
const LARGEST_BATCH = 1_048_576;
const LONGEST_SPAN = days(1);
const OLDEST = days(14);
const NEWEST = hours(2);

/**
 * PutLogEvents. Sequence tokens are ignored, and events out of AWS's window of time are left out and told of in the
 * answer (aws.md section F.5).
 */
export const putLogEvents: Operation<Logs, PutLogEventsRequest, PutLogEventsResponse> = (
  logs,
  input,
  call,
) => {
  const events = readEvents(input.logEvents ?? []);
  const group = namedGroup(logs, { logGroupName: input.logGroupName }, call, 'logs:PutLogEvents');
  const stream = logs.streams.get(group, input.logStreamName ?? '');
  const { accepted, rejected } = sift(events, group, call.now);
  logs.ingest(group, stream, accepted, call.now);
  return {
    nextSequenceToken: String(stream.id).padStart(56, '4'),
    ...(rejected !== undefined && { rejectedLogEventsInfo: rejected }),
  };
};

function readEvents(input: readonly InputLogEvent[]): NewEvent[] {
  if (input.length === 0) {
    throw constraint('[]', 'logEvents', 'have length greater than or equal to 1');
  }
  if (input.length > MOST_EVENTS) {
    throw constraint(
      `[${input.length} events]`,
      'logEvents',
      `have length less than or equal to ${MOST_EVENTS}`,
    );
  }
  const events = input.map(({ timestamp = 0, message = '' }) => ({ at: timestamp, message }));
  if (events.some(({ message }) => message === '')) {
    throw constraint('', 'logEvents.member.message', 'have length greater than or equal to 1');
  }
  const size = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + EVENT_OVERHEAD, 0);
  if (size > LARGEST_BATCH)
    throw invalidParameter(`Upload too large: ${size} bytes exceeds limit of ${LARGEST_BATCH}`);
  if (events.some(({ at }, index) => index > 0 && at < events[index - 1]!.at)) {
    throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
  }
  if (events.at(-1)!.at - events[0]!.at > LONGEST_SPAN) {
    throw invalidParameter(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  }
  return events;
}

/** Leaves out what is too new, too old or past the group's retention. Events are in order of time. */
function sift(
  events: readonly NewEvent[],
  group: LogGroup,
  now: Instant,
): { readonly accepted: readonly NewEvent[]; readonly rejected: RejectedLogEventsInfo | undefined } {
  const before = (instant: Instant): number => events.filter(({ at }) => at < instant).length;
  const tooOld = before(now - OLDEST);
  const expired = Math.max(tooOld, before(retentionStart(group, now) ?? 0));
  const upTo = before(now + NEWEST + 1);
  const accepted = events.slice(expired, upTo);
  if (accepted.length === events.length) return { accepted, rejected: undefined };
  return {
    accepted,
    rejected: {
      tooNewLogEventStartIndex: upTo < events.length ? upTo : undefined,
      tooOldLogEventEndIndex: tooOld > 0 ? tooOld : undefined,
      expiredLogEventEndIndex: expired > tooOld ? expired : undefined,
    },
  };
}
