import type { FunctionConfiguration, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { configurationOf } from '../configuration.ts';
import { checkRole } from '../execution-role.ts';
import { LATEST } from '../function-reference.ts';
import { changedSettings } from '../function-settings.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';
import { checkRevision } from '../revision.ts';

export const updateFunctionConfiguration: Operation<
  Lambda,
  UpdateFunctionConfigurationRequest,
  FunctionConfiguration
> = (lambda, input, call) => {
  const { fn } = namedFunction(lambda, call, input.FunctionName);
  lambda.checkUnchanging(fn);
  checkRevision(lambda, fn, input.RevisionId);
  const settings = changedSettings(lambda.versions.get(fn, LATEST).settings, input);
  if (input.Role !== undefined) checkRole(input.Role, call);
  lambda.layers.check(settings.layers, fn.scope);
  const version = call.kernel.store.transact(() => lambda.versions.update(fn, { settings }, call.now));
  lambda.invocations.retire(fn);
  return configurationOf(fn, version, lambda.layers, {
    phase: 'changed',
    revisionId: call.kernel.ids.uuid(),
  });
};
