/**
 * Events of executions in CloudWatch Logs, as the machine's logging configuration asks for them (developer guide "Logging
 * using CloudWatch Logs", 2026-11): all, errors, or fatal ones; with or without the data of the execution.
 *
 * Gaps: AWS delivers within minutes and not always; here every event is in the log at once. Nobody checks whether the
 * role may write.
 */
import { toIso } from '../../../kernel/instant.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { parseArn } from '../../../kernel/scope.ts';
import type { RevisionSettings } from '../machine.ts';
import type { EventListener, HistoryEntry } from './history.ts';

const DATA = new Set(['input', 'output', 'parameters', 'error', 'cause', 'inputDetails', 'outputDetails']);
const FATAL = new Set(['ExecutionFailed', 'ExecutionTimedOut', 'ExecutionAborted']);

/** Writes events of an execution where its machine wants them; `undefined` for a machine that wants none. */
export function executionLog(
  kernel: Kernel,
  execution: { readonly arn: string; readonly machine_arn: string; readonly started: number },
  { logging }: RevisionSettings,
): EventListener | undefined {
  const { level = 'OFF', includeExecutionData: whole = false, destinations = [] } = logging ?? {};
  const groups = destinations
    .map(({ cloudWatchLogsLogGroup: group }) => group?.logGroupArn)
    .filter((arn) => arn !== undefined);
  if (level === 'OFF' || groups.length === 0) return undefined;
  const machine = execution.machine_arn.split(':').at(-1)!;
  const stream = `states/${machine}/${toIso(execution.started).slice(0, 16).replaceAll(/[T:]/g, '-')}/${execution.arn.slice(-8)}`;
  return (entry) => {
    if (!wanted(level, entry)) return;
    const message = JSON.stringify(line(entry, execution.arn, whole));
    for (const groupArn of groups) {
      const { accountId = '', region = '', resource = '' } = parseArn(groupArn) ?? {};
      const [, group] = /^log-group:([^:]+)/.exec(resource) ?? [];
      if (group === undefined) continue;
      const scope = { accountId, region, partition: 'aws' } as const;
      kernel.ports.find('logs')?.write({ scope, group, stream, events: [{ at: entry.at, message }] });
    }
  };
}

function wanted(level: string, { type }: HistoryEntry): boolean {
  if (level === 'ALL' || FATAL.has(type)) return true;
  return level === 'ERROR' && /(?:Failed|TimedOut|Aborted)$/.test(type);
}

const line = (
  { id, type, previous, at, details = {} }: HistoryEntry,
  arn: string,
  whole: boolean,
): object => ({
  id: String(id),
  type,
  details: Object.fromEntries(Object.entries(details).filter(([name]) => whole || !DATA.has(name))),
  previous_event_id: String(previous),
  event_timestamp: String(at),
  execution_arn: arn,
});
