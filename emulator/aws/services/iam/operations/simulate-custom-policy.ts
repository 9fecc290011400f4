import type { SimulateCustomPolicyRequest, SimulatePolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { authorize } from '../named-identity.ts';
import { page } from '../pages.ts';
import { checkIdentityPolicy } from '../policy-documents.ts';
import { simulate } from '../simulation.ts';

export const simulateCustomPolicy: Operation<Iam, SimulateCustomPolicyRequest, SimulatePolicyResponse> = (
  iam,
  input,
  call,
) => {
  const root = `arn:aws:iam::${call.scope.accountId}:root`;
  authorize(call, 'SimulateCustomPolicy', '*');
  const { PolicyInputList: policies = [], PermissionsBoundaryPolicyInputList: boundaries } = input;
  for (const document of [...policies, ...(boundaries ?? [])]) checkIdentityPolicy(document);
  const simulated = {
    callerArn: input.CallerArn ?? root,
    identityPolicy: iam.statements(policies, 'PolicyInputList'),
    boundary:
      boundaries === undefined ? undefined : iam.statements(boundaries, 'PermissionsBoundaryPolicyInputList'),
  };
  const { items, rest } = page(simulate(simulated, input, call), input);
  return { EvaluationResults: items, ...rest };
};
