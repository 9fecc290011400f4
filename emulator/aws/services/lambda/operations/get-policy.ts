import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { resourceNotFound } from '../errors.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';
import { revisionOf } from '../revision.ts';

export const getPolicy: Operation<Lambda, GetPolicyRequest, GetPolicyResponse> = (lambda, input, call) => {
  const { fn, reference } = namedFunction(lambda, call, input.FunctionName, input.Qualifier);
  const policy = lambda.permissions.policy(fn, reference.qualifier);
  if (policy === undefined) throw resourceNotFound();
  return { Policy: policy, RevisionId: revisionOf(lambda, fn, reference.qualifier) };
};
