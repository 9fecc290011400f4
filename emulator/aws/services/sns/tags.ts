import type { Tag } from '@aws-sdk/client-sns';
import { invalidParameter } from './errors.ts';

/** @throws AwsError InvalidParameter when a key stands twice */
export function readTags(tags: readonly Tag[] = []): Record<string, string> {
  const read = Object.fromEntries(tags.map(({ Key: key = '', Value: value = '' }) => [key, value]));
  if (Object.keys(read).length < tags.length) throw invalidParameter('Duplicated keys are not allowed.');
  return read;
}
