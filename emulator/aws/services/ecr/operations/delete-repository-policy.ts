import type { DeleteRepositoryPolicyRequest, DeleteRepositoryPolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import { policyOf } from '../documents.ts';
import type { Ecr } from '../ecr.ts';
import { namedRepository } from '../named-repository.ts';
import { registryOf } from '../output.ts';

export const deleteRepositoryPolicy: Operation<
  Ecr,
  DeleteRepositoryPolicyRequest,
  DeleteRepositoryPolicyResponse
> = (ecr, input, call) => {
  const repository = namedRepository(ecr, call, input.repositoryName, 'ecr:DeleteRepositoryPolicy');
  const policyText = policyOf(repository);
  ecr.repositories.update(repository, { policy: undefined });
  return { ...registryOf(repository), policyText };
};
