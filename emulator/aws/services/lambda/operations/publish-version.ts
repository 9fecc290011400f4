import type { FunctionConfiguration, PublishVersionRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { configurationOf } from '../configuration.ts';
import { invalidParameter } from '../errors.ts';
import { LATEST } from '../function-reference.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';
import { checkRevision } from '../revision.ts';

export const publishVersion: Operation<Lambda, PublishVersionRequest, FunctionConfiguration> = (
  lambda,
  input,
  call,
) => {
  const { fn } = namedFunction(lambda, call, input.FunctionName);
  lambda.checkUnchanging(fn);
  checkRevision(lambda, fn, input.RevisionId);
  const { code } = lambda.versions.get(fn, LATEST);
  const { CodeSha256: expected } = input;
  if (expected !== undefined && expected !== '' && expected !== code.sha256) {
    throw invalidParameter(
      `CodeSHA256 (${expected}) is different from current CodeSHA256 in $LATEST (${code.sha256}). Please try again with the CodeSHA256 in $LATEST.`,
    );
  }
  const version = call.kernel.store.transact(() =>
    lambda.versions.publish(fn, input.Description || undefined, call.now),
  );
  const isNew = version.version === String(fn.nextVersion);
  return configurationOf(fn, version, lambda.layers, {
    qualifier: version.version,
    phase: isNew ? 'created' : 'settled',
  });
};
