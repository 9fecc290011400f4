import type { PutImageTagMutabilityRequest, PutImageTagMutabilityResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ecr } from '../ecr.ts';
import { namedRepository } from '../named-repository.ts';
import { registryOf } from '../output.ts';

export const putImageTagMutability: Operation<
  Ecr,
  PutImageTagMutabilityRequest,
  PutImageTagMutabilityResponse
> = (ecr, input, call) => {
  const repository = namedRepository(ecr, call, input.repositoryName, 'ecr:PutImageTagMutability');
  const { mutability } = ecr.repositories.update(repository, {
    mutability: input.imageTagMutability ?? repository.mutability,
  });
  return { ...registryOf(repository), imageTagMutability: mutability };
};
