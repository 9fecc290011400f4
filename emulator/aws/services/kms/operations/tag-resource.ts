import type { TagResourceRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { requireNotDeleting } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';
import { withTags } from '../tags.ts';

export const tagResource: Operation<Kms, TagResourceRequest, object> = (kms, input, call) => {
  const key = namedKey(kms, call, input.KeyId, 'kms:TagResource');
  requireNotDeleting(key);
  kms.keys.update(key, { tags: withTags(key.tags, input.Tags) });
  return {};
};
