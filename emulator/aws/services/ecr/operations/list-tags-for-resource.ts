import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ecr } from '../ecr.ts';
import { taggedRepository } from '../named-repository.ts';
import { tagList } from '../tags.ts';

export const listTagsForResource: Operation<Ecr, ListTagsForResourceRequest, ListTagsForResourceResponse> = (
  ecr,
  input,
  call,
) => ({ tags: tagList(taggedRepository(ecr, call, input.resourceArn, 'ecr:ListTagsForResource').tags) });
