/** Changes that are only meant for the state that the caller has seen. */
import { preconditionFailed } from './errors.ts';
import { LATEST } from './function-reference.ts';
import type { LambdaFunction } from './functions.ts';
import type { Lambda } from './lambda.ts';

/** The revision of a version or an alias. */
export function revisionOf(lambda: Lambda, fn: LambdaFunction, qualifier = LATEST): string {
  const alias = lambda.aliases.find(fn, qualifier);
  return alias?.revisionId ?? lambda.versions.get(fn, qualifier).revisionId;
}

/**
 * @param expected what the request says the revision is; anything goes when it says nothing
 * @throws AwsError PreconditionFailedException
 */
export function checkRevision(
  lambda: Lambda,
  fn: LambdaFunction,
  expected: string | undefined,
  qualifier?: string,
): void {
  if (expected !== undefined && expected !== revisionOf(lambda, fn, qualifier)) throw preconditionFailed();
}

/** Gives a version or an alias a new revision because something that hangs on it changed. */
export function touch(lambda: Lambda, fn: LambdaFunction, qualifier = LATEST): void {
  const alias = lambda.aliases.find(fn, qualifier);
  if (alias === undefined) lambda.versions.touch(lambda.versions.get(fn, qualifier));
  else lambda.aliases.update(fn, alias);
}
