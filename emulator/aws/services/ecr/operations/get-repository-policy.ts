import type { GetRepositoryPolicyRequest, GetRepositoryPolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ecr } from '../ecr.ts';
import { policyNotFound } from '../errors.ts';
import { namedRepository } from '../named-repository.ts';
import { registryOf } from '../output.ts';

export const getRepositoryPolicy: Operation<Ecr, GetRepositoryPolicyRequest, GetRepositoryPolicyResponse> = (
  ecr,
  input,
  call,
) => {
  const repository = namedRepository(ecr, call, input.repositoryName, 'ecr:GetRepositoryPolicy');
  const { policy: policyText } = repository;
  if (policyText === undefined) throw policyNotFound(repository.name, repository.scope);
  return { ...registryOf(repository), policyText };
};
