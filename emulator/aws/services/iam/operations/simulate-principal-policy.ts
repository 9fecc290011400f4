import type { SimulatePrincipalPolicyRequest, SimulatePolicyResponse } from '@aws-sdk/client-iam';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidInput, notFound } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { authorize } from '../named-identity.ts';
import { page } from '../pages.ts';
import { checkIdentityPolicy } from '../policy-documents.ts';
import { simulate } from '../simulation.ts';

export const simulatePrincipalPolicy: Operation<
  Iam,
  SimulatePrincipalPolicyRequest,
  SimulatePolicyResponse
> = (iam, input, call) => {
  const { PolicySourceArn: source = '', PolicyInputList: added = [] } = input;
  if (input.PolicyExclusionList !== undefined) {
    throw notImplemented('iam', 'simulation without some of the policies');
  }
  authorize(call, 'SimulatePrincipalPolicy', source);
  const identity = iam.identityAt(source);
  if (identity === undefined) {
    if (!source.startsWith('arn:')) throw invalidInput(`Invalid Entity Arn: ${source}`);
    throw notFound('entity', source);
  }
  const { PermissionsBoundaryPolicyInputList: boundaries } = input;
  for (const document of [...added, ...(boundaries ?? [])]) checkIdentityPolicy(document);
  const own = iam.policiesOfIdentity(identity);
  const simulated = {
    callerArn: input.CallerArn ?? source,
    identityPolicy: [...own.identityPolicy, ...iam.statements(added, 'PolicyInputList')],
    boundary:
      boundaries === undefined
        ? own.boundary
        : iam.statements(boundaries, 'PermissionsBoundaryPolicyInputList'),
  };
  const { items, rest } = page(simulate(simulated, input, call), input);
  return { EvaluationResults: items, ...rest };
};
