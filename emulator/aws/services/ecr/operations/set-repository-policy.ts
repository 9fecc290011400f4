import type { SetRepositoryPolicyRequest, SetRepositoryPolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import { checkPolicy } from '../documents.ts';
import type { Ecr } from '../ecr.ts';
import { namedRepository } from '../named-repository.ts';
import { registryOf } from '../output.ts';

export const setRepositoryPolicy: Operation<Ecr, SetRepositoryPolicyRequest, SetRepositoryPolicyResponse> = (
  ecr,
  input,
  call,
) => {
  const repository = namedRepository(ecr, call, input.repositoryName, 'ecr:SetRepositoryPolicy');
  const policyText = checkPolicy(input.policyText);
  ecr.repositories.update(repository, { policy: policyText });
  return { ...registryOf(repository), policyText };
};
