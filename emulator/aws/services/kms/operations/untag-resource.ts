import type { UntagResourceRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { requireNotDeleting } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';

export const untagResource: Operation<Kms, UntagResourceRequest, object> = (kms, input, call) => {
  const key = namedKey(kms, call, input.KeyId, 'kms:UntagResource');
  requireNotDeleting(key);
  const removed = new Set(input.TagKeys);
  const tags = Object.fromEntries(Object.entries(key.tags).filter(([name]) => !removed.has(name)));
  kms.keys.update(key, { tags });
  return {};
};
