/**
 * Tags of objects and buckets, returned sorted by key. A document without a set is one with an empty set.
 * Evidence: fact sheet S3 §11.9 (recorded 2026-02); of the missing set, and of a second `=` in the header, answers that
 * LocalStack recorded from AWS (test_s3_api.py, 2025).
 */
import type { Tag } from '@aws-sdk/client-s3';
import { badRequest, invalidArgument, invalidTag, malformedXml } from './errors.ts';

const MOST_OBJECT_TAGS = 10;
const MOST_BUCKET_TAGS = 50;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const HEADER = 'x-amz-tagging';
const MALFORMED_HEADER =
  "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";

interface TagRules {
  readonly most: number;
  readonly tooMany: string;
  readonly system: string;
}

const OBJECT_RULES: TagRules = {
  most: MOST_OBJECT_TAGS,
  tooMany: 'Object tags cannot be greater than 10',
  system: 'Your TagKey cannot be prefixed with aws:',
};

const BUCKET_RULES: TagRules = {
  most: MOST_BUCKET_TAGS,
  tooMany: 'Bucket tag count cannot be greater than 50',
  system: 'System tags cannot be added/updated by requester',
};

const NEW_BUCKET_RULES: TagRules = {
  ...BUCKET_RULES,
  system:
    'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
};

type TagList = readonly Partial<Tag>[] | undefined;

/** @throws AwsError BadRequest, InvalidTag, MalformedXML */
export const objectTags = (tags: TagList): readonly Tag[] => validTags(tags, OBJECT_RULES);

/** @throws AwsError BadRequest, InvalidTag, MalformedXML */
export const bucketTags = (tags: TagList): readonly Tag[] => validTags(tags, BUCKET_RULES);

/** @throws AwsError BadRequest, InvalidTag, MalformedXML */
export const newBucketTags = (tags: TagList): readonly Tag[] => validTags(tags, NEW_BUCKET_RULES);

/**
 * Tags out of the `x-amz-tagging` header: `a=1&b=2`. Nothing between two `&` is no tag (tests of Versity's gateway 1.8.0,
 * July 2026). A value that holds `=` must have it escaped.
 *
 * @throws AwsError InvalidArgument, and what `objectTags` throws
 */
export function headerTags(header: string | undefined): readonly Tag[] | undefined {
  if (header === undefined || header === '') return undefined;
  const tags: Tag[] = [];
  const keys = new Set<string>();
  for (const pair of header.split('&')) {
    if (pair === '') continue;
    const [key = '', value = '', ...more] = pair.split('=');
    const tag = { Key: formDecoded(key, header), Value: formDecoded(value, header) };
    if (tag.Key === '' || more.length > 0 || keys.has(tag.Key)) {
      throw invalidArgument(MALFORMED_HEADER, HEADER, header);
    }
    keys.add(tag.Key);
    tags.push(tag);
  }
  return nonEmpty(objectTags(tags));
}

/** Records keep the absence of tags as absence. */
export const nonEmpty = (tags: readonly Tag[]): readonly Tag[] | undefined =>
  tags.length === 0 ? undefined : tags;

function formDecoded(text: string, header: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidArgument(MALFORMED_HEADER, HEADER, header);
  }
}

function validTags(tags: TagList, rules: TagRules): readonly Tag[] {
  const keys = new Set<string>();
  const valid: Tag[] = [];
  for (const { Key, Value } of tags ?? []) {
    if (Key === undefined || Value === undefined) throw malformedXml();
    if (Key.length === 0 || Key.length > 128 || !ALLOWED.test(Key)) {
      throw invalidTag('The TagKey you have provided is invalid', Key);
    }
    if (Value.length > 256 || !ALLOWED.test(Value)) {
      throw invalidTag('The TagValue you have provided is invalid', Key, Value);
    }
    if (Key.toLowerCase().startsWith('aws:')) throw invalidTag(rules.system, Key);
    if (keys.has(Key)) throw invalidTag('Cannot provide multiple Tags with the same key', Key);
    keys.add(Key);
    valid.push({ Key, Value });
  }
  if (valid.length > rules.most) throw badRequest(rules.tooMany);
  return valid.toSorted((a, b) => (a.Key! < b.Key! ? -1 : 1));
}
