import type { GetRepositoryPolicyRequest, GetRepositoryPolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import { policyOf } from '../documents.ts';
import type { Ecr } from '../ecr.ts';
import { namedRepository } from '../named-repository.ts';
import { registryOf } from '../output.ts';

export const getRepositoryPolicy: Operation<Ecr, GetRepositoryPolicyRequest, GetRepositoryPolicyResponse> = (
  ecr,
  input,
  call,
) => {
  const repository = namedRepository(ecr, call, input.repositoryName, 'ecr:GetRepositoryPolicy');
  const policyText = policyOf(repository);
  return { ...registryOf(repository), policyText };
};
