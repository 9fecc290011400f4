/**
 * What CloudFront's control API answers when it refuses. Statuses are the model's (aws.md section A.1); messages as clients
 * have quoted them in public issue trackers, 2015 to 2026.
 */
import { AwsError } from '../../kernel/aws-error.ts';

const refusal = (code: string, status: number, message: string): AwsError =>
  new AwsError({ code, status, message });

export const noSuch = (code: string, what: string): AwsError =>
  refusal(code, 404, `The specified ${what} does not exist.`);

export const noSuchDistribution = (): AwsError => noSuch('NoSuchDistribution', 'distribution');
export const noSuchFunction = (): AwsError => noSuch('NoSuchFunctionExists', 'function');
export const noSuchInvalidation = (): AwsError => noSuch('NoSuchInvalidation', 'invalidation');
export const noSuchResource = (): AwsError =>
  refusal('NoSuchResource', 404, 'A resource that was specified is not valid.');

export const conflict = (code: string, message: string): AwsError => refusal(code, 409, message);

export const inUse = (code: string, what: string): AwsError =>
  conflict(
    code,
    `Cannot delete the ${what} because it is attached to one or more cache behaviors or other resources.`,
  );

export const invalidIfMatch = (): AwsError =>
  refusal('InvalidIfMatchVersion', 400, 'The If-Match version is missing or not valid for the resource.');

export const preconditionFailed = (): AwsError =>
  refusal(
    'PreconditionFailed',
    412,
    "The request failed because it didn't meet the preconditions in one or more request-header fields.",
  );

export const invalidArgument = (message: string): AwsError => refusal('InvalidArgument', 400, message);

export const required = (parameter: string): AwsError =>
  invalidArgument(`The parameter ${parameter} is required.`);

export const invalid = (code: string, message: string): AwsError => refusal(code, 400, message);

export const illegalUpdate = (what: string): AwsError =>
  invalid('IllegalUpdate', `The update contains modifications that are not allowed: ${what}.`);

export const malformed = (message: string): AwsError => refusal('MalformedXML', 400, message);

export const tooLarge = (code: string, message: string): AwsError => refusal(code, 413, message);

export const cannotTouchManaged = (verb: 'update' | 'delete'): AwsError =>
  refusal(verb === 'update' ? 'IllegalUpdate' : 'IllegalDelete', 400, `You cannot ${verb} a managed policy.`);
