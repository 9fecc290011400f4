import { createHmac } from 'node:crypto';
import type { MacAlgorithmSpec } from '@aws-sdk/client-kms';
import type { Call } from '../../kernel/operation.ts';
import { wrongAlgorithm } from './errors.ts';
import { kindOf } from './key-spec.ts';
import { requireEnabled, requireUsage, type Key } from './key.ts';
import type { Kms } from './kms.ts';
import { namedKey, stopDryRun } from './named-key.ts';

export interface MacInput {
  readonly KeyId: string | undefined;
  readonly MacAlgorithm: MacAlgorithmSpec | undefined;
  readonly DryRun?: boolean | undefined;
}

/** What GenerateMac and VerifyMac demand of their input. */
export const MAC_INPUT = {
  KeyId: { required: true },
  Message: { required: true, least: 1, most: 4_096 },
  MacAlgorithm: {
    required: true,
    oneOf: ['HMAC_SHA_224', 'HMAC_SHA_256', 'HMAC_SHA_384', 'HMAC_SHA_512'],
  },
} as const;

/** The key, once it is known to serve. */
export function macKey(kms: Kms, call: Call, input: MacInput, operation: string): Key {
  const { MacAlgorithm: algorithm } = input;
  const key = namedKey(kms, call, input.KeyId, `kms:${operation}`, {
    conditions: { 'kms:MacAlgorithm': algorithm },
  });
  requireEnabled(key);
  requireUsage(key, 'GENERATE_VERIFY_MAC', operation);
  if (kindOf(key.spec)?.mac !== algorithm) throw wrongAlgorithm(String(algorithm), key.spec);
  stopDryRun(input);
  return key;
}

export const macOf = (kms: Kms, key: Key, algorithm: MacAlgorithmSpec, message: Uint8Array): Buffer =>
  createHmac(`sha${algorithm.slice(-3)}`, kms.keys.current(key).bytes)
    .update(message)
    .digest();
