import type { PutEventsRequest, PutEventsRequestEntry, PutEventsResponse } from '@aws-sdk/client-eventbridge';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Call, Operation } from '../../../kernel/operation.ts';
import { DEFAULT_BUS, type Bus } from '../bus.ts';
import { entrySize, readEntry } from '../entry.ts';
import { constraint, validation } from '../errors.ts';
import { envelope } from '../event.ts';
import type { EventBridge } from '../eventbridge.ts';

const MOST_ENTRIES = 10;
const LARGEST_REQUEST = 1_048_576;

/** An event for a bus that does not exist is taken and leads to nothing. */
export const putEvents: Operation<EventBridge, PutEventsRequest, PutEventsResponse> = (
  eventBridge,
  { Entries: entries = [], EndpointId: endpoint },
  call,
) => {
  if (endpoint !== undefined) throw notImplemented('eventbridge', 'global endpoints');
  if (entries.length === 0) throw constraint('[]', 'entries', 'have length greater than or equal to 1');
  if (entries.length > MOST_ENTRIES) {
    const shown = `[${entries.map(() => 'PutEventsRequestEntry').join(', ')}]`;
    throw constraint(shown, 'entries', `have length less than or equal to ${MOST_ENTRIES}`);
  }
  if (entries.reduce((sum, entry) => sum + entrySize(entry), 0) >= LARGEST_REQUEST) {
    throw validation('Total size of the entries in the request is over the limit.');
  }
  const { kernel, buses } = eventBridge;
  const busOf = (name = DEFAULT_BUS): Bus | undefined =>
    name.startsWith('arn:') ? buses.byArn(name, call.now) : buses.find(call.scope, name, call.now);
  for (const bus of new Set(entries.map(({ EventBusName: name }) => busOf(name)))) {
    if (bus === undefined) continue;
    call.touches(bus.name);
    call.authorize({ action: 'events:PutEvents', resource: bus.arn, owner: bus.owner, policy: bus.policy });
  }
  let FailedEntryCount = 0;
  const Entries = kernel.store.transact(() =>
    entries.map((entry) => {
      const read = readEntry(entry, call.now);
      if ('ErrorCode' in read) {
        FailedEntryCount += 1;
        return read;
      }
      const bus = busOf(entry.EventBusName);
      countChunks(entry, call);
      const event = envelope(
        kernel.ids.uuid(),
        { ...call.scope, ...(bus && { region: bus.scope.region }) },
        read,
      );
      const { TraceHeader: traceHeader } = entry;
      const arrival = { event, ingested: call.now, ...(traceHeader !== undefined && { traceHeader }) };
      if (bus !== undefined) eventBridge.arrive(bus, arrival, call.seq);
      return { EventId: event.id };
    }),
  );
  return { FailedEntryCount, Entries };
};

/** Events of one's own are billed in chunks of 64 KiB. */
function countChunks(entry: PutEventsRequestEntry, { kernel, scope: { accountId, region } }: Call): void {
  const usage = {
    service: 'eventbridge',
    usageType: 'Event-64K-Chunks',
    operation: 'PutEvents',
    resource: '',
  };
  kernel.meter.add({ ...usage, accountId, region }, Math.ceil(entrySize(entry) / 65_536));
}
