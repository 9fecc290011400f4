import type { DeleteRepositoryRequest, DeleteRepositoryResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ecr } from '../ecr.ts';
import { namedRepository } from '../named-repository.ts';
import { shownRepository } from '../output.ts';

export const deleteRepository: Operation<Ecr, DeleteRepositoryRequest, DeleteRepositoryResponse> = (
  ecr,
  input,
  call,
) => {
  const repository = namedRepository(ecr, call, input.repositoryName, 'ecr:DeleteRepository');
  ecr.repositories.remove(repository);
  return { repository: shownRepository(repository) };
};
