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

export const alreadyExists = (name: string): AwsError =>
  new AwsError({ code: 'AlreadyExistsException', status: 400, message: `Stack [${name}] already exists` });

export const insufficientCapabilities = (capability: string): AwsError =>
  new AwsError({
    code: 'InsufficientCapabilitiesException',
    status: 400,
    message: `Requires capabilities : [${capability}]`,
  });
