import type { StartQueryRequest, StartQueryResponse } from '@aws-sdk/client-cloudwatch-logs';
import { notImplemented } from '../../../kernel/aws-error.ts';
import { seconds, type Instant } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { constraint, invalidParameter } from '../errors.ts';
import { parseQuery } from '../insights/query.ts';
import { runQuery } from '../insights/run.ts';
import type { LogEvent } from '../log-events.ts';
import type { LogGroup } from '../log-groups.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';

const MOST_ROWS = 10_000;
const MOST_GROUPS = 50;

/** StartQuery: run at once; AWS's takes its time. Times are whole seconds, both included. */
export const startQuery: Operation<Logs, StartQueryRequest, StartQueryResponse> = (logs, input, call) => {
  const {
    queryLanguage = 'CWLI',
    startTime = 0,
    endTime = 0,
    limit = MOST_ROWS,
    queryString: text = '',
  } = input;
  if (queryLanguage !== 'CWLI') throw notImplemented('cloudwatch-logs', `queries in ${queryLanguage}`);
  if (limit < 1 || limit > MOST_ROWS) {
    throw constraint(limit, 'limit', `have value between 1 and ${MOST_ROWS}`);
  }
  if (startTime > endTime) throw invalidParameter('Query start time cannot be after its end time');
  const commands = parseQuery(text);
  const groups = groupsAsked(logs, input, call);
  const range = { from: seconds(startTime), until: seconds(endTime) + seconds(1), now: call.now };
  const results = runQuery(commands, eventsOf(logs, groups, range), limit);
  const id = call.kernel.ids.uuid();
  call.kernel.store.transact(() =>
    logs.queries.add(call.scope, { id, text, groups: groups.map(({ name }) => name), at: call.now, results }),
  );
  return { queryId: id };
};

function groupsAsked(
  logs: Logs,
  { logGroupName, logGroupNames, logGroupIdentifiers }: StartQueryRequest,
  call: Parameters<typeof namedGroup>[2],
): readonly LogGroup[] {
  const given = [logGroupName, logGroupNames, logGroupIdentifiers].filter((value) => value !== undefined);
  if (given.length !== 1) {
    throw invalidParameter(
      'Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified',
    );
  }
  const references = [
    ...(logGroupName === undefined ? [] : [{ logGroupName }]),
    ...(logGroupNames ?? []).map((name) => ({ logGroupName: name })),
    ...(logGroupIdentifiers ?? []).map((identifier) => ({ logGroupIdentifier: identifier })),
  ];
  if (references.length === 0 || references.length > MOST_GROUPS) {
    throw invalidParameter(`A query takes between 1 and ${MOST_GROUPS} log groups`);
  }
  return references.map((reference) => namedGroup(logs, reference, call, 'logs:StartQuery'));
}

/** Newest first, whichever group they are in. */
function eventsOf(
  logs: Logs,
  groups: readonly LogGroup[],
  range: { readonly from: Instant; readonly until: Instant; readonly now: Instant },
): Iterable<{ readonly event: LogEvent; readonly group: LogGroup }> {
  const found = groups.flatMap((group) =>
    [...logs.events.read({ group, streams: undefined, forward: false, position: undefined, ...range })].map(
      (event) => ({ event, group }),
    ),
  );
  return groups.length === 1 ? found : found.toSorted((a, b) => b.event.at - a.event.at);
}
