/** Tags of secrets. */
import type { Tag } from '@aws-sdk/client-secrets-manager';
import { checkInput, invalidParameter } from './errors.ts';

export type Tags = Readonly<Record<string, string>>;

const MOST = 50;

/** @throws AwsError InvalidParameterException, ValidationException */
export function withTags(tags: Tags, added: readonly Tag[] = []): Tags {
  for (const tag of added) {
    checkInput(tag, { Key: { required: true, least: 1, most: 128 }, Value: { most: 256 } });
    if (tag.Key?.startsWith('aws:') === true) {
      throw invalidParameter('Tag keys must not begin with the reserved prefix aws:.');
    }
  }
  const next = { ...tags, ...Object.fromEntries(added.map(({ Key = '', Value = '' }) => [Key, Value])) };
  if (Object.keys(next).length > MOST) throw invalidParameter(`A secret has at most ${MOST} tags.`);
  return next;
}

export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
