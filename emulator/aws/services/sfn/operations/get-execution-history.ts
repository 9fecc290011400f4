import type { GetExecutionHistoryInput, GetExecutionHistoryOutput, HistoryEvent } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { openExecution } from '../addressing.ts';
import { page } from '../paging.ts';
import type { HistoryEntry } from '../running/history.ts';
import type { Sfn } from '../sfn.ts';

export const getExecutionHistory: Operation<Sfn, GetExecutionHistoryInput, GetExecutionHistoryOutput> = (
  sfn,
  input,
  call,
) => {
  const row = openExecution(sfn, input.executionArn, 'states:GetExecutionHistory', call);
  const { reverseOrder: reverse = false, includeExecutionData: whole = true } = input;
  const start = reverse ? Number.MAX_SAFE_INTEGER : 0;
  const { items, ...next } = page(
    input,
    (after, limit) => sfn.histories.page(row.id, Number(after ?? start), reverse, limit),
    ({ id }) => String(id),
  );
  return { events: items.map((entry) => shownEvent(entry, whole)), ...next };
};

/** The data of executions, which a caller may not want to see. */
const DATA = new Set(['input', 'output', 'parameters', 'error', 'cause', 'inputDetails', 'outputDetails']);

function shownEvent({ id, previous, type, at, details }: HistoryEntry, whole: boolean): HistoryEvent {
  const shown = Object.entries(details ?? {}).filter(([name]) => whole || !DATA.has(name));
  return {
    timestamp: toDate(at),
    type: type as HistoryEvent['type'] & string,
    id,
    previousEventId: previous,
    ...(details !== undefined && { [detailsMember(type)]: Object.fromEntries(shown) }),
  };
}

/** `TaskSucceeded` has its details in `taskSucceededEventDetails`; states and iterations share theirs. */
function detailsMember(type: string): string {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
