import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { configurationOf } from '../configuration.ts';
import { functionExists, requestTooLarge } from '../errors.ts';
import { checkRole } from '../execution-role.ts';
import { newSettings } from '../function-settings.ts';
import type { Lambda } from '../lambda.ts';
import { refer } from '../named-function.ts';
import { checkTags } from '../tags.ts';

/** Bytes of the whole request, package included. */
const LARGEST_REQUEST = 70_167_211;

/**
 * CreateFunction. Everything that can be refused without the package is refused before it is fetched and unpacked.
 */
export const createFunction: Operation<Lambda, CreateFunctionRequest, FunctionConfiguration> = async (
  lambda,
  input,
  call,
) => {
  if (Number(call.wire?.headers['content-length'] ?? 0) > LARGEST_REQUEST) {
    throw requestTooLarge(LARGEST_REQUEST, 'CreateFunction');
  }
  const reference = refer(lambda, call, input.FunctionName);
  const settings = newSettings(reference.name, input);
  checkRole(settings.role, call);
  checkTags(input.Tags);
  lambda.layers.check(settings.layers, call.scope);
  if (lambda.functions.find(reference) !== undefined) throw functionExists(reference.name);
  const staged = await lambda.packages.stage(input.Code ?? {}, call);
  try {
    return call.kernel.store.transact(() => {
      const fn = lambda.functions.create(reference, input.Tags ?? {});
      const latest = lambda.versions.create(fn, settings, staged.adopt(), call.now);
      const version = input.Publish === true ? lambda.versions.publish(fn, undefined, call.now) : latest;
      return configurationOf(fn, version, lambda.layers, {
        qualifier: input.Publish === true ? version.version : undefined,
        phase: 'created',
        revisionId: call.kernel.ids.uuid(),
      });
    });
  } catch (error) {
    staged.discard();
    throw error;
  }
};
