/**
 * Changes of alarms' states and everything that follows: history, actions, events, and the composite alarms that look at
 * the alarm. All of it is stored in the surrounding transaction; who carries out actions is wired from outside.
 */
import type { Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { parseArn } from '../../kernel/scope.ts';
import {
  actionsFor,
  alarmArn,
  isCompositeAlarm,
  type Alarm,
  type AlarmState,
  type CompositeAlarm,
} from './alarm.ts';
import { alarmData, stateFacts, type AlarmChange } from './alarm-change.ts';
import type { AlarmHistory } from './alarm-history.ts';
import { alarmsIn, holds, parseAlarmRule } from './alarm-rule.ts';
import type { Alarms } from './alarms.ts';
import { timestamp } from './verdict-reason.ts';

export interface NextState {
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON. */
  readonly reasonData?: string | undefined;
}

/** Carries out an action; tells what was sent, or why it could not be. */
export type ActionHandler = (
  action: string,
  change: AlarmChange,
  cause: Cause,
) => { readonly sent: string } | { readonly error: string };

interface ActionRecord {
  readonly action: string;
  readonly change: AlarmChange;
}

const TOPIC = 'cloudwatch.action';

export class AlarmStates {
  readonly #kernel: Kernel;
  readonly #alarms: Alarms;
  readonly #history: AlarmHistory;
  readonly #handlers = new Map<string, ActionHandler>();

  constructor(kernel: Kernel, alarms: Alarms, history: AlarmHistory) {
    this.#kernel = kernel;
    this.#alarms = alarms;
    this.#history = history;
    kernel.outbox.handle<ActionRecord>(TOPIC, ({ payload, cause }) => this.#act(payload, cause));
  }

  /** Names who carries out actions on a service's ARNs; once per service. */
  register(service: string, handler: ActionHandler): void {
    if (this.#handlers.has(service)) throw new Error(`two handlers for alarm actions on ${service}`);
    this.#handlers.set(service, handler);
  }

  /** Brings an alarm into a state. Nothing follows when it was in it already. */
  enter(alarm: Alarm, next: NextState, cause: Cause, now: Instant): void {
    this.#kernel.store.transact(() => this.#enter(alarm, next, cause, now, []));
  }

  /** Judges a composite alarm that was made or changed. */
  weigh(alarm: CompositeAlarm, cause: Cause, now: Instant): void {
    const because = `${alarmArn(alarm)} was created and its alarm rule evaluates to`;
    this.#weigh(alarm, (state) => `${because} ${state}`, cause, now, []);
  }

  #enter(alarm: Alarm, next: NextState, cause: Cause, now: Instant, path: readonly number[]): void {
    const entered = this.#alarms.enter(alarm, next, now);
    if (entered.state === alarm.state) return;
    const { journal, outbox, store, ids, ports } = this.#kernel;
    const seq = journal.reserve();
    const change: AlarmChange = {
      scope: alarm.scope,
      alarm: entered,
      previous: stateFacts(alarm),
      at: now,
      metricId: ids.uuid(),
    };
    this.#history.add(
      entered,
      {
        type: 'StateUpdate',
        summary: `Alarm updated from ${alarm.state} to ${entered.state}`,
        data: { version: '1.0', oldState: historyState(alarm), newState: historyState(entered) },
      },
      now,
    );
    if (alarm.actionsEnabled) {
      for (const action of actionsFor(alarm.definition, entered.state))
        outbox.add(TOPIC, { action, change }, { cause: seq });
    }
    store.afterCommit(() =>
      journal.append(
        { type: 'cloudwatch.alarm', cause, alarm: alarmArn(alarm), from: alarm.state, to: entered.state },
        seq,
      ),
    );
    const event = {
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      resources: [alarmArn(alarm)],
      detail: alarmData(change),
      at: now,
    };
    ports.find('bus')?.put(alarm.scope, event, seq);
    this.#propagate(entered, seq, now, [...path, alarm.id]);
  }

  /** Composite alarms that look at this one; a cycle is gone through once. */
  #propagate(child: Alarm, cause: Cause, now: Instant, path: readonly number[]): void {
    for (const parent of this.#alarms.ofKind('CompositeAlarm', child.scope)) {
      if (!isCompositeAlarm(parent) || path.includes(parent.id)) continue;
      if (!alarmsIn(parseAlarmRule(parent.definition.rule)).includes(child.name)) continue;
      const reason = `${alarmArn(child)} transitioned to ${child.state} at ${timestamp(now)}`;
      this.#weigh(parent, () => reason, cause, now, path);
    }
  }

  #weigh(
    alarm: CompositeAlarm,
    reasonOf: (state: AlarmState) => string,
    cause: Cause,
    now: Instant,
    path: readonly number[],
  ): void {
    const rule = parseAlarmRule(alarm.definition.rule);
    const stateOf = (name: string): AlarmState | undefined => this.#alarms.find(alarm.scope, name)?.state;
    const state = holds(rule, stateOf) ? 'ALARM' : 'OK';
    if (state !== alarm.state) this.#enter(alarm, { state, reason: reasonOf(state) }, cause, now, path);
  }

  #act({ action, change }: ActionRecord, cause: Cause): void {
    const { clock, journal, store } = this.#kernel;
    const handler = this.#handlers.get(parseArn(action)?.service ?? '');
    const outcome = handler?.(action, change, cause) ?? {
      error: 'safelight carries out no actions of this kind',
    };
    const failed = 'error' in outcome;
    const now = clock.now();
    store.transact(() =>
      this.#history.add(
        change.alarm,
        {
          type: 'Action',
          summary: failed
            ? `Failed to execute action ${action}. Received error: "${outcome.error}"`
            : `Successfully executed action ${action}`,
          data: {
            actionState: failed ? 'Failed' : 'Succeeded',
            stateUpdateTimestamp: change.at,
            notificationResource: action,
            ...(failed ? { error: outcome.error } : { publishedMessage: outcome.sent }),
          },
        },
        now,
      ),
    );
    const facts = { alarm: alarmArn(change.alarm), action, ...(failed && { error: outcome.error }) };
    journal.append({ type: 'cloudwatch.action', cause, ...facts });
  }
}

const historyState = ({ state, reason, reasonData }: Alarm): object => ({
  stateValue: state,
  stateReason: reason,
  ...(reasonData !== undefined && { stateReasonData: JSON.parse(reasonData) as unknown }),
});
