/** Encryption context: name-value pairs that are bound to a ciphertext and must be repeated to decrypt it. */
import type { ConditionContext } from '../../kernel/access.ts';

export type EncryptionContext = Readonly<Record<string, string>>;

/** The same bytes for the same pairs, whatever their order. */
export function contextBytes(context: EncryptionContext = {}): Buffer {
  const pairs = Object.entries(context).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs));
}

/** Condition keys: `kms:EncryptionContext:department` and `kms:EncryptionContextKeys`. */
export function contextConditions(context: EncryptionContext = {}): ConditionContext {
  const names = Object.keys(context);
  if (names.length === 0) return {};
  return {
    'kms:EncryptionContextKeys': names,
    ...Object.fromEntries(names.map((name) => [`kms:EncryptionContext:${name}`, context[name]])),
  };
}
