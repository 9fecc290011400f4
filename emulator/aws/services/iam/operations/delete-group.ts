import type { DeleteGroupRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { removeIdentity } from '../deletion.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const deleteGroup: Operation<Iam, DeleteGroupRequest, object> = (iam, input, call) => {
  removeIdentity(iam, namedIdentity(iam, call, 'group', input.GroupName));
  return {};
};
