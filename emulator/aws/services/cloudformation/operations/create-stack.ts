import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { draftVersion, refuseOptions } from '../draft.ts';
import { validationError } from '../errors.ts';
import { checkNameFree, newIdentity } from '../new-stack.ts';

export const createStack: Operation<CloudFormation, CreateStackInput, CreateStackOutput> = async (
  cloudformation,
  input,
  call,
) => {
  const { kernel, stacks } = cloudformation;
  const { StackName = '', NotificationARNs = [], DisableRollback, OnFailure } = input;
  const identity = newIdentity(cloudformation, StackName, NotificationARNs, call);
  refuseOptions(input, 'CreateStack', ['DisableRollback']);
  if (DisableRollback !== undefined && OnFailure !== undefined) {
    throw validationError('You may specify either DisableRollback or OnFailure, but not both.');
  }
  const version = await draftVersion(cloudformation, input, identity, call, undefined, {
    onFailure: OnFailure ?? (DisableRollback === true ? 'DO_NOTHING' : 'ROLLBACK'),
    terminationProtection: input.EnableTerminationProtection ?? false,
  });
  checkNameFree(cloudformation, identity.name, call);
  kernel.store.transact(() => {
    stacks.create(call.scope, { ...identity, ...version }, call.now);
    const event = { id: kernel.ids.uuid(), at: call.now };
    stacks.setStatus(identity, 'CREATE_IN_PROGRESS', 'User Initiated', event);
    cloudformation.begin({ stack: identity.arn, work: 'create' }, call.seq);
  });
  return { StackId: identity.arn };
};
