/** Tags of keys. Evidence: KMS developer guide "Tagging keys" (2026-11). */
import type { Tag } from '@aws-sdk/client-kms';
import { checkInput, limitExceeded, tagError } from './errors.ts';

export type Tags = Readonly<Record<string, string>>;

const MOST = 50;

/** @throws AwsError TagException, LimitExceededException, ValidationException */
export function withTags(tags: Tags, added: readonly Tag[] = []): Tags {
  for (const tag of added) {
    checkInput(tag, {
      TagKey: { required: true, least: 1, most: 128 },
      TagValue: { required: true, most: 256 },
    });
    if (tag.TagKey?.toLowerCase().startsWith('aws:') === true) {
      throw tagError('Tags beginning with aws: are reserved');
    }
  }
  if (new Set(added.map(({ TagKey }) => TagKey)).size < added.length) throw tagError('Duplicate tag keys');
  const next = {
    ...tags,
    ...Object.fromEntries(added.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue])),
  };
  if (Object.keys(next).length > MOST) throw limitExceeded('Too many tags');
  return next;
}
