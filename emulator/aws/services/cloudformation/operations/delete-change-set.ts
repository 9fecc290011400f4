import type { DeleteChangeSetInput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedChangeSet } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';

export const deleteChangeSet: Operation<CloudFormation, DeleteChangeSetInput, object> = (
  cloudformation,
  input,
  call,
) => {
  const { changeSet } = addressedChangeSet(cloudformation, input, call);
  cloudformation.changeSets.delete(changeSet.arn);
  return {};
};
