import type { TagResourceRequest } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ecr } from '../ecr.ts';
import { taggedRepository } from '../named-repository.ts';
import { withTags } from '../tags.ts';

export const tagResource: Operation<Ecr, TagResourceRequest, object> = (ecr, input, call) => {
  const repository = taggedRepository(ecr, call, input.resourceArn, 'ecr:TagResource');
  ecr.repositories.update(repository, { tags: withTags(repository.tags, input.tags) });
  return {};
};
