/** A change of an item as its table's stream tells it: with the images that the stream's view type includes. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Attributes } from './attributes.ts';
import { sizeOf } from './item-reader.ts';
import type { Change } from './items.ts';
import { pickKey } from './key-schema.ts';

type Image = Record<string, AttributeValue>;

interface ToldChange {
  readonly arn: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly keys: Image;
  readonly newImage: Image | undefined;
  readonly oldImage: Image | undefined;
  /** Bytes of keys and images. */
  readonly size: number;
  readonly expired: boolean;
  readonly at: Instant;
  readonly cause: Cause;
}

/** Nothing for tables without an enabled stream. */
export function streamChange({ table, before, after, now, cause, expired }: Change): ToldChange | undefined {
  const { stream, streamEnabled, arn } = table.definition;
  const item = after ?? before;
  if (!streamEnabled || stream === undefined || item === undefined) return undefined;
  const keys = pickKey(table.key, item);
  const { viewType } = stream;
  const newImage = viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? after : undefined;
  const oldImage = viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? before : undefined;
  const bytes = (image: Attributes | undefined): number => (image === undefined ? 0 : sizeOf(image));
  return {
    arn: `${arn}/stream/${stream.label}`,
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    keys,
    newImage,
    oldImage,
    size: bytes(keys) + bytes(newImage) + bytes(oldImage),
    expired,
    at: now,
    cause,
  };
}
