/**
 * Storage classes of general purpose buckets.
 * Evidence: fact sheet S3 §5, §8.4, §8.6.
 */
import { invalidStorageClass } from './errors.ts';

const CLASSES = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
] as const;

export type StorageClass = (typeof CLASSES)[number];

/** @throws AwsError InvalidStorageClass for what cannot be asked for in a general purpose bucket */
export function storageClassOf(text: string | undefined): StorageClass {
  if (text === undefined) return 'STANDARD';
  if (!(CLASSES as readonly string[]).includes(text)) throw invalidStorageClass(text);
  return text as StorageClass;
}

/** Objects that must be restored before they can be read. */
export const isArchived = (storageClass: StorageClass): boolean =>
  storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE';

/** In answers to GET and HEAD the standard class goes without saying; listings always name it. */
export const namedStorageClass = (storageClass: StorageClass): StorageClass | undefined =>
  storageClass === 'STANDARD' ? undefined : storageClass;
