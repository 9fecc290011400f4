import type { DeleteLifecyclePolicyRequest, DeleteLifecyclePolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ecr } from '../ecr.ts';
import { lifecyclePolicyNotFound } from '../errors.ts';
import { namedRepository } from '../named-repository.ts';
import { registryOf } from '../output.ts';

export const deleteLifecyclePolicy: Operation<
  Ecr,
  DeleteLifecyclePolicyRequest,
  DeleteLifecyclePolicyResponse
> = (ecr, input, call) => {
  const repository = namedRepository(ecr, call, input.repositoryName, 'ecr:DeleteLifecyclePolicy');
  const { lifecyclePolicy: lifecyclePolicyText } = repository;
  if (lifecyclePolicyText === undefined) throw lifecyclePolicyNotFound(repository.name, repository.scope);
  ecr.repositories.update(repository, { lifecyclePolicy: undefined });
  return { ...registryOf(repository), lifecyclePolicyText };
};
