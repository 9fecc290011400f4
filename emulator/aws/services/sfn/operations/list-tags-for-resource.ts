import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../kernel/operation.ts';
import type { Sfn } from '../sfn.ts';
import { listTags, openTagged } from '../tags.ts';

export const listTagsForResource: Operation<Sfn, ListTagsForResourceInput, ListTagsForResourceOutput> = (
  sfn,
  input,
  call,
) => ({
  tags: listTags(openTagged(sfn, input.resourceArn, 'states:ListTagsForResource', call).tags),
});
