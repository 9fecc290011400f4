/**
 * The checks that operations of this service begin with.
 *
 * Evidence: `Invalid StreamArn`, also of what is shorter than the model allows: the SDK for JavaScript's own tests, which
 * run on AWS; that ListStreams says it too: Alternator's, which do as well.
 */
import { parseArn } from '../../kernel/scope.ts';
import type { Call } from '../../kernel/operation.ts';
import { validation } from './errors.ts';

/** @throws AwsError ValidationException */
export function checkRequired(input: object, ...names: readonly string[]): void {
  const missing = names.filter((name) => (input as Readonly<Record<string, unknown>>)[name] === undefined);
  if (missing.length === 0) return;
  const complaints = missing.map(
    (name) => `Value null at '${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`,
  );
  const errors = missing.length === 1 ? 'error' : 'errors';
  throw validation(`${missing.length} validation ${errors} detected: ${complaints.join('; ')}`);
}

/** @throws AwsError ValidationException */
export function checkLimit(limit: number | undefined, most: number): void {
  if (limit === undefined || (limit >= 1 && limit <= most)) return;
  const rule = limit < 1 ? 'greater than or equal to 1' : `less than or equal to ${most}`;
  throw validation(
    `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value ${rule}`,
  );
}

const STREAM_ARN = /^arn:[a-z-]+:dynamodb:[a-z0-9-]+:\d{12}:table\/[a-zA-Z0-9_.-]+\/stream\/[\dT:.-]+$/;

/** @throws AwsError ValidationException */
export function checkStreamArn(arn: string): void {
  if (!STREAM_ARN.test(arn)) throw validation('Invalid StreamArn');
}

/** @throws AwsError AccessDeniedException */
export function authorize(call: Call, action: string, arn: string): void {
  const { accountId } = call.scope;
  call.touches(parseArn(arn)?.resource.split('/')[1] ?? '');
  call.authorize({ action: `dynamodb:${action}`, resource: arn, owner: accountId });
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
