/** Tags of identities and policies. */
import type { Tag } from '@aws-sdk/client-iam';
import { checkInput, invalidInput, quotaExceeded } from './errors.ts';

export type Tags = Readonly<Record<string, string>>;

const MOST = 50;

/** @throws AwsError InvalidInput, LimitExceeded, ValidationError */
export function withTags(tags: Tags, added: readonly Tag[] = []): Tags {
  for (const tag of added) {
    checkInput(tag, {
      Key: { required: true, least: 1, most: 128 },
      Value: { required: true, most: 256 },
    });
  }
  if (new Set(added.map(({ Key }) => Key?.toLowerCase())).size < added.length) {
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  const next = { ...tags, ...Object.fromEntries(added.map(({ Key = '', Value = '' }) => [Key, Value])) };
  if (Object.keys(next).length > MOST)
    throw quotaExceeded(`Cannot exceed quota for TagsPerResource: ${MOST}`);
  return next;
}

export const withoutTags = (tags: Tags, removed: readonly string[] = []): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.includes(key)));

export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Left out of answers when there are none. */
export const tagMembers = (tags: Tags): { Tags?: Tag[] } =>
  Object.keys(tags).length === 0 ? {} : { Tags: tagList(tags) };
