/**
 * CloudFront writes a list as `Quantity` and `Items`, and refuses one whose two disagree (aws.md section A.1).
 *
 * @throws AwsError InconsistentQuantities
 */
import { invalid } from './errors.ts';

export function checkQuantities(value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) checkQuantities(item);
    return;
  }
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  const { Quantity: quantity, Items: items } = value as { Quantity?: unknown; Items?: unknown };
  if (typeof quantity === 'number' && (Array.isArray(items) ? items.length : 0) !== quantity) {
    throw invalid('InconsistentQuantities', "The value of Quantity and the size of Items don't match.");
  }
  for (const member of Object.values(value)) checkQuantities(member);
}

interface Listed<Item> {
  readonly Quantity?: number | undefined;
  readonly Items?: readonly Item[] | undefined;
}

export const itemsOf = <Item>(list: Listed<Item> | undefined): readonly Item[] => list?.Items ?? [];

/** The list as CloudFront answers it: an empty one has no `Items`. */
export const listOf = <Item>(items: readonly Item[]): { Quantity: number; Items?: Item[] } => ({
  Quantity: items.length,
  ...(items.length > 0 && { Items: [...items] }),
});
