import type { DeleteLifecyclePolicyRequest, DeleteLifecyclePolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import { lifecyclePolicyOf } from '../documents.ts';
import type { Ecr } from '../ecr.ts';
import { namedRepository } from '../named-repository.ts';
import { registryOf } from '../output.ts';

export const deleteLifecyclePolicy: Operation<
  Ecr,
  DeleteLifecyclePolicyRequest,
  DeleteLifecyclePolicyResponse
> = (ecr, input, call) => {
  const repository = namedRepository(ecr, call, input.repositoryName, 'ecr:DeleteLifecyclePolicy');
  const lifecyclePolicyText = lifecyclePolicyOf(repository);
  ecr.repositories.update(repository, { lifecyclePolicy: undefined });
  return { ...registryOf(repository), lifecyclePolicyText };
};
