import type { PutLifecyclePolicyRequest, PutLifecyclePolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import { checkLifecyclePolicy } from '../documents.ts';
import type { Ecr } from '../ecr.ts';
import { namedRepository } from '../named-repository.ts';
import { registryOf } from '../output.ts';

export const putLifecyclePolicy: Operation<Ecr, PutLifecyclePolicyRequest, PutLifecyclePolicyResponse> = (
  ecr,
  input,
  call,
) => {
  const repository = namedRepository(ecr, call, input.repositoryName, 'ecr:PutLifecyclePolicy');
  const lifecyclePolicyText = checkLifecyclePolicy(input.lifecyclePolicyText);
  ecr.repositories.update(repository, { lifecyclePolicy: lifecyclePolicyText });
  return { ...registryOf(repository), lifecyclePolicyText };
};
