import type { FunctionConfiguration, UpdateFunctionCodeRequest } from '@aws-sdk/client-lambda';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { configurationOf } from '../configuration.ts';
import { invalidParameter } from '../errors.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';
import { checkRevision } from '../revision.ts';

export const updateFunctionCode: Operation<Lambda, UpdateFunctionCodeRequest, FunctionConfiguration> = async (
  lambda,
  input,
  call,
) => {
  const { fn } = namedFunction(lambda, call, input.FunctionName);
  checkRevision(lambda, fn, input.RevisionId);
  if (input.ImageUri !== undefined) {
    throw invalidParameter("Please don't provide ImageUri when updating a function with packageType Zip.");
  }
  if (input.Architectures !== undefined)
    throw notImplemented('lambda', 'changing the architecture of a function');
  return lambda.change(fn, async () => {
    const staged = await lambda.packages.stage(input, call);
    if (input.DryRun === true) {
      staged.discard();
      return configurationOf(fn, lambda.versions.get(fn, '$LATEST'), lambda.layers);
    }
    try {
      return call.kernel.store.transact(() => {
        const changed = lambda.versions.update(lambda.functions.get(fn), { code: staged.adopt() }, call.now);
        lambda.invocations.retire(fn);
        const version = input.Publish === true ? lambda.versions.publish(fn, undefined, call.now) : changed;
        return configurationOf(fn, version, lambda.layers, {
          qualifier: input.Publish === true ? version.version : undefined,
          phase: 'changed',
          revisionId: call.kernel.ids.uuid(),
        });
      });
    } catch (error) {
      staged.discard();
      throw error;
    }
  });
};
