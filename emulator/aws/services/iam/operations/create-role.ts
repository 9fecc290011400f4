import type { CreateRoleRequest, CreateRoleResponse } from '@aws-sdk/client-iam';
import { seconds } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { describeRole } from '../descriptions.ts';
import { checkInput } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { createIdentity } from '../identity-creation.ts';
import { checkTrustPolicy } from '../policy-documents.ts';
import { checkTrustSize } from '../quotas.ts';

export const createRole: Operation<Iam, CreateRoleRequest, CreateRoleResponse> = (iam, input, call) => {
  checkInput(input, {
    AssumeRolePolicyDocument: { required: true, least: 1 },
    Description: { most: 1_000 },
    MaxSessionDuration: { least: 3_600, most: 43_200 },
  });
  const { AssumeRolePolicyDocument: trust = '', MaxSessionDuration: longest = 3_600 } = input;
  checkTrustPolicy(trust);
  checkTrustSize(trust);
  const role = createIdentity(iam, call, {
    kind: 'role',
    name: input.RoleName,
    path: input.Path,
    boundary: input.PermissionsBoundary,
    tags: input.Tags,
    role: { trust, description: input.Description, longestSession: seconds(longest) },
  });
  return { Role: describeRole(role) };
};
