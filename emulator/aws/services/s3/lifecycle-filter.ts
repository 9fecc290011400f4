/**
 * Which objects a lifecycle rule is about. Size bounds are strict; a delete marker has no size and no tags; a tag filter
 * without a value means the empty value. Evidence: fact sheet S3 §8.2, §8.4.
 */
import type { Tag } from '@aws-sdk/client-s3';
import type { LifecycleRuleDocument } from './lifecycle-document.ts';
import type { ObjectVersion } from './object.ts';

export type Filtered = Pick<ObjectVersion, 'key' | 'size' | 'tags'>;

export function matchesRule(rule: LifecycleRuleDocument, object: Filtered): boolean {
  const { prefix, filter } = rule;
  if (prefix !== undefined) return object.key.startsWith(prefix);
  if (filter === undefined) return true;
  const { And: and } = filter;
  const tags = and?.Tags ?? (filter.Tag === undefined ? [] : [filter.Tag]);
  const larger = and?.ObjectSizeGreaterThan ?? filter.ObjectSizeGreaterThan;
  const smaller = and?.ObjectSizeLessThan ?? filter.ObjectSizeLessThan;
  return (
    object.key.startsWith(and?.Prefix ?? filter.Prefix ?? '') &&
    (larger === undefined || object.size > larger) &&
    (smaller === undefined || object.size < smaller) &&
    tags.every((tag) => hasTag(object.tags, tag))
  );
}

const hasTag = (tags: readonly Tag[] | undefined, wanted: Tag): boolean =>
  tags?.some(({ Key, Value }) => Key === wanted.Key && (Value ?? '') === (wanted.Value ?? '')) ?? false;

/** Whether a rule's filter says anything about size, which lifts the minimum size of transitions. */
export const filtersBySize = ({ filter }: LifecycleRuleDocument): boolean =>
  [filter, filter?.And].some(
    (part) => part?.ObjectSizeGreaterThan !== undefined || part?.ObjectSizeLessThan !== undefined,
  );
