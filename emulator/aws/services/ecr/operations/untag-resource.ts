import type { UntagResourceRequest } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ecr } from '../ecr.ts';
import { taggedRepository } from '../named-repository.ts';

export const untagResource: Operation<Ecr, UntagResourceRequest, object> = (ecr, input, call) => {
  const repository = taggedRepository(ecr, call, input.resourceArn, 'ecr:UntagResource');
  const removed = new Set(input.tagKeys);
  const kept = Object.entries(repository.tags).filter(([key]) => !removed.has(key));
  ecr.repositories.update(repository, { tags: Object.fromEntries(kept) });
  return {};
};
