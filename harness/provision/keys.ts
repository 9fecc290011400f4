import type { KMS } from '@aws-sdk/client-kms';
import type { KeySpec } from '#pipeline';
import { changed, covers, found, type Change } from './change.ts';

/** Makes a key stand under its alias. Returns its ARN too, which policies and encryption rules name it by. */
export async function ensureKey(
  kms: KMS,
  spec: KeySpec,
): Promise<{ readonly arn: string; readonly change: Change }> {
  const KeyId = `alias/${spec.alias}`;
  const standing = await found(kms.describeKey({ KeyId }), 'NotFoundException');
  const arn = standing?.KeyMetadata?.Arn;
  if (arn === undefined) return create(kms, spec);
  const parts: string[] = [];
  const { Policy = '{}' } = await kms.getKeyPolicy({ KeyId: arn, PolicyName: 'default' });
  if (!covers(spec.policy, JSON.parse(Policy))) {
    await kms.putKeyPolicy({ KeyId: arn, PolicyName: 'default', Policy: JSON.stringify(spec.policy) });
    parts.push('policy');
  }
  const { KeyRotationEnabled } = await kms.getKeyRotationStatus({ KeyId: arn });
  if (spec.rotation && KeyRotationEnabled !== true) {
    await kms.enableKeyRotation({ KeyId: arn });
    parts.push('rotation');
  }
  return { arn, change: changed('key', spec.alias, parts) };
}

async function create(kms: KMS, { alias, description, rotation, policy, tags }: KeySpec) {
  const { KeyMetadata } = await kms.createKey({
    Description: description,
    Policy: JSON.stringify(policy),
    ...(tags && { Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) }),
  });
  const arn = KeyMetadata?.Arn ?? '';
  await kms.createAlias({ AliasName: `alias/${alias}`, TargetKeyId: arn });
  if (rotation) await kms.enableKeyRotation({ KeyId: arn });
  return { arn, change: { kind: 'key', name: alias, outcome: 'created' } satisfies Change };
}
