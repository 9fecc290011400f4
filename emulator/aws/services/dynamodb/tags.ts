/** Tags of tables. */
import type { Tag } from '@aws-sdk/client-dynamodb';
import { invalidParameter, validation } from './errors.ts';

const MAX_TAGS = 50;

/**
 * The tags that a table has once these are added.
 *
 * @throws AwsError ValidationException
 */
export function tagRecord(
  tags: readonly Tag[],
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const given = new Map(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  if (given.size < tags.length) throw validation('Duplicate tag keys provided.');
  for (const key of given.keys()) {
    if (key.startsWith('aws:')) throw invalidParameter(`Tag keys cannot start with aws:. Key: ${key}`);
  }
  const all = new Map([...Object.entries(before), ...given]);
  if (all.size > MAX_TAGS) throw invalidParameter(`Too many tags. The limit is ${MAX_TAGS}`);
  return Object.fromEntries(all);
}
