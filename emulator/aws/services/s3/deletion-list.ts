/** The list of a DeleteObjects: one to a thousand keys. Evidence: fact sheet S3 §11.8. */
import type { Delete, ObjectIdentifier } from '@aws-sdk/client-s3';
import { malformedXml } from './errors.ts';
import { checkedKey } from './object-key.ts';

const MOST_OBJECTS = 1_000;

/** @throws AwsError MalformedXML, then KeyTooLongError, UserKeyMustBeSpecified */
export function checkedDeletions(list: Delete | undefined): readonly ObjectIdentifier[] {
  const objects = list?.Objects ?? [];
  if (objects.length === 0 || objects.length > MOST_OBJECTS) throw malformedXml();
  for (const { Key } of objects) checkedKey(Key);
  return objects;
}
