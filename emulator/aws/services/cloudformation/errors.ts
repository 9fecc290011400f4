/** What CloudFormation answers when it refuses (aws.md section F.8). Nearly everything is a `ValidationError`. */
import { AwsError } from '../../kernel/aws-error.ts';

export const validationError = (message: string): AwsError =>
  new AwsError({ code: 'ValidationError', status: 400, message });

export const templateError = (message: string): AwsError =>
  validationError(`Template format error: ${message}`);

export const templateFault = (message: string): AwsError => validationError(`Template error: ${message}`);

/** Describing operations word it so. */
export const stackUnknown = (name: string): AwsError =>
  validationError(`Stack with id ${name} does not exist`);

/** Operations that change something, and DescribeStackEvents, word it so. */
export const stackMissing = (name: string): AwsError => validationError(`Stack [${name}] does not exist`);

/** DescribeStackResource words it so, as LocalStack has it. */
export const stackOfResourceMissing = (name: string): AwsError =>
  validationError(`Stack '${name}' does not exist`);

export const changeSetUnknown = (name: string): AwsError =>
  new AwsError({ code: 'ChangeSetNotFound', status: 404, message: `ChangeSet [${name}] does not exist` });

export const invalidChangeSetStatus = (arn: string, status: string, execution: string): AwsError =>
  new AwsError({
    code: 'InvalidChangeSetStatus',
    status: 400,
    message: `ChangeSet [${arn}] cannot be executed in its current status of [${status}] with execution status [${execution}]`,
  });

export const alreadyExists = (name: string, kind: 'ChangeSet' | 'Stack' = 'Stack'): AwsError =>
  new AwsError({ code: 'AlreadyExistsException', status: 400, message: `${kind} [${name}] already exists` });

export const insufficientCapabilities = (capability: string): AwsError =>
  new AwsError({
    code: 'InsufficientCapabilitiesException',
    status: 400,
    message: `Requires capabilities : [${capability}]`,
  });
