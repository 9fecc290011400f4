import { textOf, type Making, type ResourceType } from './resource-type.ts';
import type { JsonObject } from '../template/json.ts';
import { tagChanges, tagList } from './tags.ts';

/** Deleting one schedules the deletion: what it encrypted can be read no more, and the key can still be saved. */
export const kmsKey: ResourceType = {
  type: 'AWS::KMS::Key',
  properties: [
    'BypassPolicyLockoutSafetyCheck',
    'Description',
    'Enabled',
    'EnableKeyRotation',
    'KeyPolicy',
    'KeySpec',
    'KeyUsage',
    'MultiRegion',
    'PendingWindowInDays',
    'RotationPeriodInDays',
    'Tags',
  ],
  createOnly: ['KeySpec', 'KeyUsage', 'MultiRegion'],
  async create(properties, making) {
    const { Description, KeyPolicy: Policy, KeySpec, KeyUsage, MultiRegion, Tags } = properties;
    const { KeyMetadata: key } = await making.invoke('kms', 'CreateKey', {
      Description,
      Policy,
      KeySpec,
      KeyUsage,
      MultiRegion,
      Tags: tagList(Tags).map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value })),
    });
    const { KeyId, Arn } = key as { KeyId: string; Arn: string };
    making.exists(KeyId);
    await set(KeyId, properties, {}, making);
    return { Arn, KeyId, ...windowOf(properties) };
  },
  async update({ physicalId: KeyId, attributes, properties: before }, properties, making) {
    const { Description = '', KeyPolicy: Policy } = properties;
    await making.invoke('kms', 'UpdateKeyDescription', { KeyId, Description });
    if (Policy !== undefined) await making.invoke('kms', 'PutKeyPolicy', { KeyId, Policy });
    await set(KeyId, properties, before, making);
    const { put, removed: TagKeys } = tagChanges(before['Tags'], properties['Tags']);
    const Tags = put.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
    if (Tags.length > 0) await making.invoke('kms', 'TagResource', { KeyId, Tags });
    if (TagKeys.length > 0) await making.invoke('kms', 'UntagResource', { KeyId, TagKeys });
    return { Arn: attributes['Arn']!, KeyId, ...windowOf(properties) };
  },
  async delete(KeyId, { PendingWindowInDays }, making) {
    await making.invoke('kms', 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays });
  },
};

/** Kept for the time of deletion. */
const windowOf = ({ PendingWindowInDays: window }: JsonObject): JsonObject =>
  window === undefined ? {} : { PendingWindowInDays: window };

async function set(KeyId: string, after: JsonObject, before: JsonObject, making: Making): Promise<void> {
  const isOn = (value: JsonObject[string] | undefined, usual: string): boolean =>
    textOf(value ?? usual) === 'true';
  const [rotates, rotated] = [
    isOn(after['EnableKeyRotation'], 'false'),
    isOn(before['EnableKeyRotation'], 'false'),
  ];
  const { RotationPeriodInDays } = after;
  if (rotates) await making.invoke('kms', 'EnableKeyRotation', { KeyId, RotationPeriodInDays });
  else if (rotated) await making.invoke('kms', 'DisableKeyRotation', { KeyId });
  const [enabled, wasEnabled] = [isOn(after['Enabled'], 'true'), isOn(before['Enabled'], 'true')];
  if (enabled !== wasEnabled) await making.invoke('kms', enabled ? 'EnableKey' : 'DisableKey', { KeyId });
}
