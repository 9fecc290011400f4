/**
 * What Step Functions answers when it refuses; every text is written here once (aws.md section F.6; LocalStack's
 * recordings of tests/aws/services/stepfunctions/v2, 2023-06-22 to 2025-11-14).
 */
import { AwsError } from '../../kernel/aws-error.ts';

const refuse = (code: string, message: string): AwsError => new AwsError({ status: 400, code, message });

export const validation = (message: string): AwsError => refuse('ValidationException', message);

/** `Value 'x' at 'name' failed to satisfy constraint: Member must …` */
export const constraint = (value: unknown, member: string, rule: string): AwsError =>
  validation(
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );

export const missing = (member: string): AwsError =>
  validation(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );

export const invalidArn = (arn: string): AwsError => refuse('InvalidArn', `Invalid Arn: '${arn}'`);

export const invalidName = (name: string): AwsError => refuse('InvalidName', `Invalid Name: '${name}'`);

export const invalidToken = (): AwsError => refuse('InvalidToken', "Invalid Token: 'Invalid token'");

export const invalidPageToken = (): AwsError => refuse('InvalidToken', "Invalid Token: 'Invalid page token'");

export const taskTimedOut = (): AwsError =>
  refuse('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");

export const invalidDefinition = (faults: string): AwsError =>
  refuse('InvalidDefinition', `Invalid State Machine Definition: '${faults}'`);

export const machineExists = (arn: string): AwsError =>
  refuse('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);

export const machineNotFound = (arn: string): AwsError =>
  refuse('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);

export const wrongType = (): AwsError =>
  refuse('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');

export const executionExists = (arn: string): AwsError =>
  refuse('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);

export const executionNotFound = (arn: string): AwsError =>
  refuse('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);

export const invalidInput = (fault: string): AwsError =>
  refuse('InvalidExecutionInput', `Invalid State Machine Execution Input: '${fault}'`);

export const invalidOutput = (fault: string): AwsError =>
  refuse('InvalidOutput', `Invalid Output: '${fault}'`);

export const resourceNotFound = (arn: string): AwsError =>
  refuse('ResourceNotFound', `Resource not found: '${arn}'`);

export const conflict = (message: string): AwsError => refuse('ConflictException', message);

export const missingParameter = (message: string): AwsError => refuse('MissingRequiredParameter', message);
