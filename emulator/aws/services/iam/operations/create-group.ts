import type { CreateGroupRequest, CreateGroupResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describeGroup } from '../descriptions.ts';
import type { Iam } from '../iam.ts';
import { createIdentity } from '../identity-creation.ts';

export const createGroup: Operation<Iam, CreateGroupRequest, CreateGroupResponse> = (iam, input, call) => {
  const group = createIdentity(iam, call, { kind: 'group', name: input.GroupName, path: input.Path });
  return { Group: describeGroup(group) };
};
