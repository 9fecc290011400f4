import type { DeleteRepositoryPolicyRequest, DeleteRepositoryPolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ecr } from '../ecr.ts';
import { policyNotFound } from '../errors.ts';
import { namedRepository } from '../named-repository.ts';
import { registryOf } from '../output.ts';

export const deleteRepositoryPolicy: Operation<
  Ecr,
  DeleteRepositoryPolicyRequest,
  DeleteRepositoryPolicyResponse
> = (ecr, input, call) => {
  const repository = namedRepository(ecr, call, input.repositoryName, 'ecr:DeleteRepositoryPolicy');
  const { policy: policyText } = repository;
  if (policyText === undefined) throw policyNotFound(repository.name, repository.scope);
  ecr.repositories.update(repository, { policy: undefined });
  return { ...registryOf(repository), policyText };
};
