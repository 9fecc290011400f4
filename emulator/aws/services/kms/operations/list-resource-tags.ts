import type { ListResourceTagsRequest, ListResourceTagsResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';
import { page } from '../pages.ts';

export const listResourceTags: Operation<Kms, ListResourceTagsRequest, ListResourceTagsResponse> = (
  kms,
  input,
  call,
) => {
  const key = namedKey(kms, call, input.KeyId, 'kms:ListResourceTags');
  const tags = Object.entries(key.tags).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const { items, rest } = page(tags, ([name]) => name, input, { usual: 50, most: 50 });
  return { Tags: items.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...rest };
};
