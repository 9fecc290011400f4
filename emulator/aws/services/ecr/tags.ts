/** Tags of repositories. */
import type { Tag } from '@aws-sdk/client-ecr';
import type { Repository } from './repositories.ts';

type Tags = Repository['tags'];

export const withTags = (tags: Tags, added: readonly Tag[] = []): Tags => ({
  ...tags,
  ...Object.fromEntries(added.map(({ Key = '', Value = '' }) => [Key, Value])),
});

export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
