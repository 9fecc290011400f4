/** Tags of parameters. */
import type { Tag } from '@aws-sdk/client-ssm';
import { checkInput, validation } from './errors.ts';
import type { Parameter } from './parameter.ts';

type Tags = Parameter['tags'];

const MOST = 50;

/** @throws AwsError ValidationException */
export function withTags(tags: Tags, added: readonly Tag[] = []): Tags {
  for (const tag of added) {
    checkInput(tag, { Key: { required: true, least: 1, most: 128 }, Value: { required: true, most: 256 } });
  }
  const next = { ...tags, ...Object.fromEntries(added.map(({ Key = '', Value = '' }) => [Key, Value])) };
  if (Object.keys(next).length > MOST) throw validation(`A parameter has at most ${MOST} tags.`);
  return next;
}

export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
