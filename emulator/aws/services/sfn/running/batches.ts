/** ItemBatcher: several items to one child execution, as `{ BatchInput, Items }`. */
import type { ItemBatcher } from '../asl/definition.ts';
import { LARGEST_DATA, textSize, type Json } from '../asl/json.ts';
import { valueAt } from '../asl/query.ts';
import type { Frame } from './frame.ts';

export async function batched(frame: Frame, input: Json, items: readonly Json[]): Promise<readonly Json[]> {
  const { ItemBatcher: batcher } = frame.state;
  if (batcher === undefined) return items;
  const most = limit(frame, batcher, 'MaxItemsPerBatch', input) ?? Number.POSITIVE_INFINITY;
  const largest = limit(frame, batcher, 'MaxInputBytesPerBatch', input) ?? LARGEST_DATA;
  const common =
    batcher.BatchInput === undefined
      ? undefined
      : await frame.fill(batcher.BatchInput, 'BatchInput', frame.data(input));
  const batches: Json[][] = [];
  let size = 0;
  for (const item of items) {
    const bytes = textSize(JSON.stringify(item)) + 1;
    const batch = batches.at(-1);
    if (batch === undefined || batch.length >= most || size + bytes > largest) {
      batches.push([item]);
      size = bytes;
    } else {
      batch.push(item);
      size += bytes;
    }
  }
  return batches.map((Items) => (common === undefined ? { Items } : { BatchInput: common, Items }));
}

function limit(
  frame: Frame,
  batcher: ItemBatcher,
  field: 'MaxItemsPerBatch' | 'MaxInputBytesPerBatch',
  input: Json,
): number | undefined {
  const path = batcher[`${field}Path`];
  return path === undefined ? batcher[field] : Number(valueAt(path, frame.data(input)));
}
