import type { PutRuleRequest, PutRuleResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { checkRuleName, openRuleBus } from '../addressing.ts';
import { DEFAULT_BUS } from '../bus.ts';
import { constraint, validation } from '../errors.ts';
import type { EventBridge } from '../eventbridge.ts';
import { readPattern } from '../pattern-parser.ts';
import { readSchedule } from '../schedule.ts';
import { readTags } from '../tags.ts';

const STATES = ['DISABLED', 'ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];

/** Tags are taken when the rule is new, and ignored when it is there already. */
export const putRule: Operation<EventBridge, PutRuleRequest, PutRuleResponse> = (
  eventBridge,
  input,
  call,
) => {
  const { Name: name, EventBusName: busName, State: state = 'ENABLED' } = input;
  const { EventPattern: pattern = '', ScheduleExpression: schedule = '' } = input;
  checkRuleName(name, 'name');
  if (!STATES.includes(state)) {
    throw constraint(state, 'state', `satisfy enum value set: [${STATES.join(', ')}]`);
  }
  const bus = openRuleBus(eventBridge, { name, busName }, 'events:PutRule', call);
  if (pattern === '' && schedule === '') {
    throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  if (pattern !== '') readPattern(pattern);
  if (schedule !== '') {
    if (bus.name !== DEFAULT_BUS) {
      throw validation('ScheduleExpression is supported only on the default event bus.');
    }
    readSchedule(schedule);
  }
  const { kernel, rules } = eventBridge;
  kernel.store.transact(() => {
    const existing = rules.find(bus, name);
    const rule = rules.put(bus, name, {
      pattern: pattern || undefined,
      schedule: schedule || undefined,
      enabled: state !== 'DISABLED',
      description: input.Description,
      role: input.RoleArn,
    });
    if (existing === undefined) rules.tag(rule, readTags(input.Tags));
    eventBridge.schedule(rule, call.seq);
  });
  return { RuleArn: bus.ruleArn(name) };
};
