import type { KeyMetadata } from '@aws-sdk/client-kms';
import { toDate } from '../../kernel/instant.ts';
import { algorithmsOf, customerMasterKeySpec } from './key-spec.ts';
import { keyArn, type Key } from './key.ts';
import type { Kms } from './kms.ts';

/** What CreateKey and DescribeKey say of a key. */
export function keyMetadata(kms: Kms, key: Key): KeyMetadata {
  const { scope, spec, state, deleteAt } = key;
  return {
    AWSAccountId: scope.accountId,
    KeyId: key.keyId,
    Arn: keyArn(key),
    CreationDate: toDate(key.createdAt),
    Enabled: state === 'Enabled',
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: state,
    ...(deleteAt !== undefined && { DeletionDate: toDate(deleteAt) }),
    Origin: 'AWS_KMS',
    KeyManager: key.manager,
    CustomerMasterKeySpec: customerMasterKeySpec(spec),
    KeySpec: spec,
    ...algorithmsOf(spec, key.usage),
    MultiRegion: key.multiRegion,
    ...(key.multiRegion && {
      MultiRegionConfiguration: {
        MultiRegionKeyType: 'PRIMARY',
        PrimaryKey: { Arn: keyArn(key), Region: scope.region },
        ReplicaKeys: [],
      },
    }),
    ...(spec === 'SYMMETRIC_DEFAULT' && { CurrentKeyMaterialId: kms.keys.current(key).id }),
  };
}
