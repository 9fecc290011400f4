import type { Rule as RuleOutput } from '@aws-sdk/client-eventbridge';
import type { Bus } from './bus.ts';
import type { Rule } from './rules.ts';

/** A rule as answers show it. */
export const shownRule = (bus: Bus, rule: Rule): RuleOutput => ({
  Name: rule.name,
  Arn: bus.ruleArn(rule.name),
  ...(rule.pattern !== undefined && { EventPattern: rule.pattern }),
  ...(rule.schedule !== undefined && { ScheduleExpression: rule.schedule }),
  State: rule.enabled ? 'ENABLED' : 'DISABLED',
  ...(rule.description !== undefined && { Description: rule.description }),
  ...(rule.role !== undefined && { RoleArn: rule.role }),
  EventBusName: bus.name,
});
