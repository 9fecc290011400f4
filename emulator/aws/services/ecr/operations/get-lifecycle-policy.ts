import type { GetLifecyclePolicyRequest, GetLifecyclePolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ecr } from '../ecr.ts';
import { lifecyclePolicyNotFound } from '../errors.ts';
import { namedRepository } from '../named-repository.ts';
import { registryOf } from '../output.ts';

export const getLifecyclePolicy: Operation<Ecr, GetLifecyclePolicyRequest, GetLifecyclePolicyResponse> = (
  ecr,
  input,
  call,
) => {
  const repository = namedRepository(ecr, call, input.repositoryName, 'ecr:GetLifecyclePolicy');
  const { lifecyclePolicy: lifecyclePolicyText } = repository;
  if (lifecyclePolicyText === undefined) throw lifecyclePolicyNotFound(repository.name, repository.scope);
  return { ...registryOf(repository), lifecyclePolicyText };
};
