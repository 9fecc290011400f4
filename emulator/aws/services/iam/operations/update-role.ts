import type { UpdateRoleRequest } from '@aws-sdk/client-iam';
import { seconds } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const updateRole: Operation<Iam, UpdateRoleRequest, object> = (iam, input, call) => {
  checkInput(input, { Description: { most: 1_000 }, MaxSessionDuration: { least: 3_600, most: 43_200 } });
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  const { Description: description = role.description, MaxSessionDuration: longest } = input;
  const longestSession = longest === undefined ? role.longestSession : seconds(longest);
  iam.identities.update(role, { description, longestSession });
  return {};
};
