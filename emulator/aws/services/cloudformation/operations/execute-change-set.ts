import type { ExecuteChangeSetInput } from '@aws-sdk/client-cloudformation';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedChangeSet } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { invalidChangeSetStatus } from '../errors.ts';
import { beginUpdate, checkUpdatable } from '../updating.ts';

export const executeChangeSet: Operation<CloudFormation, ExecuteChangeSetInput, object> = (
  cloudformation,
  input,
  call,
) => {
  const { kernel, stacks, changeSets } = cloudformation;
  const { stack, changeSet } = addressedChangeSet(cloudformation, input, call);
  const { RetainExceptOnCreate: retain } = input;
  if (retain === true) throw notImplemented('cloudformation', 'ExecuteChangeSet with RetainExceptOnCreate');
  const { arn, execution, status, kind, version } = changeSet;
  if (execution !== 'AVAILABLE') throw invalidChangeSetStatus(arn, status, execution);
  kernel.store.transact(() => {
    for (const other of changeSets.list(stack.arn)) {
      if (other.execution === 'AVAILABLE') changeSets.setExecution(other.arn, 'OBSOLETE');
    }
    changeSets.setExecution(arn, 'EXECUTE_COMPLETE');
    if (kind === 'UPDATE') {
      checkUpdatable(stack);
      beginUpdate(cloudformation, stack, version, call);
      return;
    }
    const onFailure = input.DisableRollback === true ? 'DO_NOTHING' : 'ROLLBACK';
    const settled = { ...version, settings: { ...version.settings, onFailure } as const };
    stacks.setVersions(stack.arn, settled, undefined, call.now);
    const event = { id: kernel.ids.uuid(), at: call.now };
    stacks.setStatus(stack, 'CREATE_IN_PROGRESS', 'User Initiated', event);
    cloudformation.begin({ stack: stack.arn, work: 'create' }, call.seq);
  });
  return {};
};
