import type { GetLifecyclePolicyRequest, GetLifecyclePolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import { lifecyclePolicyOf } from '../documents.ts';
import type { Ecr } from '../ecr.ts';
import { namedRepository } from '../named-repository.ts';
import { registryOf } from '../output.ts';

export const getLifecyclePolicy: Operation<Ecr, GetLifecyclePolicyRequest, GetLifecyclePolicyResponse> = (
  ecr,
  input,
  call,
) => {
  const repository = namedRepository(ecr, call, input.repositoryName, 'ecr:GetLifecyclePolicy');
  const lifecyclePolicyText = lifecyclePolicyOf(repository);
  return { ...registryOf(repository), lifecyclePolicyText };
};
