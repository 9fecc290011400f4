/**
 * What EventBridge answers when it refuses; every text is written here once (aws.md section F.7; LocalStack's recordings
 * of tests/aws/services/events, 2025-01).
 */
import { AwsError } from '../../kernel/aws-error.ts';

const refuse = (code: string, message: string): AwsError => new AwsError({ status: 400, code, message });

export const validation = (message: string): AwsError => refuse('ValidationException', message);

/** `Value 'x/y' at 'name' failed to satisfy constraint: Member must …` */
export const constraint = (value: unknown, member: string, rule: string): AwsError =>
  validation(
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );

export const missing = (member: string): AwsError =>
  validation(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );

export const invalidPattern = (reason: string): AwsError =>
  refuse('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);

export const busNotFound = (name: string): AwsError =>
  refuse('ResourceNotFoundException', `Event bus ${name} does not exist.`);

export const busExists = (name: string): AwsError =>
  refuse('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);

export const ruleNotFound = (name: string, busName: string): AwsError =>
  refuse('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${busName}.`);

export const statementNotFound = (): AwsError =>
  refuse('ResourceNotFoundException', 'Statement with the provided id does not exist.');

export const noPolicy = (): AwsError =>
  refuse('ResourceNotFoundException', 'EventBus does not have a policy.');

export const ruleHasTargets = (): AwsError => validation("Rule can't be deleted since it has targets.");

export const tooManyTargets = (): AwsError =>
  refuse('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');

export const invalidSchedule = (): AwsError => validation('Parameter ScheduleExpression is not valid.');

export const invalidToken = (): AwsError => validation('Token is not valid');
