import type {
  Event,
  LookupAttribute,
  LookupEventsRequest,
  LookupEventsResponse,
} from '@aws-sdk/client-cloudtrail';
import { notImplemented } from '../../../kernel/aws-error.ts';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudTrail } from '../cloudtrail.ts';
import { invalidLookup, invalidMaxResults, invalidNextToken, invalidTimeRange } from '../errors.ts';
import type { EventRecord } from '../event-record.ts';
import type { KeptEvent } from '../events.ts';
import { allow } from '../trail-input.ts';

const LARGEST_PAGE = 50;

type Test = (event: EventRecord) => boolean;

/** LookupEvents: management events of the region from the past 90 days, newest first, by at most one attribute. */
export const lookupEvents: Operation<CloudTrail, LookupEventsRequest, LookupEventsResponse> = (
  cloudtrail,
  input,
  call,
) => {
  allow(call);
  if (input.EventCategory !== undefined) throw notImplemented('cloudtrail', 'insight events');
  const { MaxResults: limit = LARGEST_PAGE, LookupAttributes: attributes = [], NextToken: token } = input;
  if (limit < 1 || limit > LARGEST_PAGE) throw invalidMaxResults();
  if (attributes.length > 1) throw invalidLookup('You can only specify one lookup attribute.');
  const [from, until] = [input.StartTime?.getTime() ?? 0, input.EndTime?.getTime() ?? call.now];
  if (until < from) throw invalidTimeRange();
  if (token !== undefined && !/^\d{1,15}$/.test(token)) throw invalidNextToken();
  const matches = testOf(attributes[0]);
  const found: KeptEvent[] = [];
  for (const kept of cloudtrail.events.read(call.scope, from, until, call.now)) {
    if ((token !== undefined && kept.id >= Number(token)) || !matches(kept.event)) continue;
    found.push(kept);
    if (found.length > limit) break;
  }
  const shown = found.slice(0, limit);
  return {
    Events: shown.map(eventOutput),
    NextToken: found.length > limit ? String(shown.at(-1)!.id) : undefined,
  };
};

function testOf(attribute: LookupAttribute | undefined): Test {
  if (attribute === undefined) return () => true;
  const { AttributeKey: key, AttributeValue: value } = attribute;
  switch (key) {
    case 'EventId':
      return (event) => event.eventID === value;
    case 'EventName':
      return (event) => event.eventName === value;
    case 'EventSource':
      return (event) => event.eventSource === value;
    case 'ReadOnly':
      return (event) => String(event.readOnly) === value;
    case 'AccessKeyId':
      return ({ userIdentity }) => userIdentity.accessKeyId === value;
    case 'Username':
      return (event) => usernameOf(event) === value;
    case 'ResourceName':
      return ({ resources = [] }) => resources.some(({ ARN }) => ARN === value || nameOf(ARN) === value);
    case 'ResourceType':
      return ({ resources = [] }) => resources.some(({ type }) => type === value);
    default:
      throw invalidLookup(`The value ${String(key)} for AttributeKey is not valid.`);
  }
}

const eventOutput = ({ at, event }: KeptEvent): Event => ({
  EventId: event.eventID,
  EventName: event.eventName,
  ReadOnly: String(event.readOnly),
  AccessKeyId: event.userIdentity.accessKeyId,
  EventTime: toDate(at),
  EventSource: event.eventSource,
  Username: usernameOf(event),
  Resources: (event.resources ?? []).map(({ type, ARN }) => ({
    ResourceType: type,
    ResourceName: nameOf(ARN),
  })),
  CloudTrailEvent: JSON.stringify(event),
});

/** A user's name, a session's, or `root`. */
function usernameOf({ userIdentity: { userName, arn } }: EventRecord): string | undefined {
  if (userName !== undefined) return userName;
  return arn?.endsWith(':root') === true ? 'root' : arn?.slice(arn.lastIndexOf('/') + 1);
}

/** `bucket` of `arn:aws:s3:::bucket` */
const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);
