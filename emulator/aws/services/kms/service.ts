/** The Key Management Service as a service of the cloud. */
import { defineService } from '../../kernel/operation.ts';
import { readModel } from '../../wire/schema.ts';
import { Kms } from './kms.ts';
import { cancelKeyDeletion } from './operations/cancel-key-deletion.ts';
import { createAlias } from './operations/create-alias.ts';
import { createGrant } from './operations/create-grant.ts';
import { createKey } from './operations/create-key.ts';
import { decrypt } from './operations/decrypt.ts';
import { deleteAlias } from './operations/delete-alias.ts';
import { deriveSharedSecret } from './operations/derive-shared-secret.ts';
import { describeKey } from './operations/describe-key.ts';
import { disableKey } from './operations/disable-key.ts';
import { disableKeyRotation } from './operations/disable-key-rotation.ts';
import { enableKey } from './operations/enable-key.ts';
import { enableKeyRotation } from './operations/enable-key-rotation.ts';
import { encrypt } from './operations/encrypt.ts';
import { generateDataKey } from './operations/generate-data-key.ts';
import { generateDataKeyPair } from './operations/generate-data-key-pair.ts';
import { generateDataKeyPairWithoutPlaintext } from './operations/generate-data-key-pair-without-plaintext.ts';
import { generateDataKeyWithoutPlaintext } from './operations/generate-data-key-without-plaintext.ts';
import { generateMac } from './operations/generate-mac.ts';
import { generateRandom } from './operations/generate-random.ts';
import { getKeyPolicy } from './operations/get-key-policy.ts';
import { getKeyRotationStatus } from './operations/get-key-rotation-status.ts';
import { getPublicKey } from './operations/get-public-key.ts';
import { listAliases } from './operations/list-aliases.ts';
import { listGrants } from './operations/list-grants.ts';
import { listKeyPolicies } from './operations/list-key-policies.ts';
import { listKeyRotations } from './operations/list-key-rotations.ts';
import { listKeys } from './operations/list-keys.ts';
import { listResourceTags } from './operations/list-resource-tags.ts';
import { listRetirableGrants } from './operations/list-retirable-grants.ts';
import { putKeyPolicy } from './operations/put-key-policy.ts';
import { reEncrypt } from './operations/re-encrypt.ts';
import { retireGrant } from './operations/retire-grant.ts';
import { revokeGrant } from './operations/revoke-grant.ts';
import { rotateKeyOnDemand } from './operations/rotate-key-on-demand.ts';
import { scheduleKeyDeletion } from './operations/schedule-key-deletion.ts';
import { sign } from './operations/sign.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateAlias } from './operations/update-alias.ts';
import { updateKeyDescription } from './operations/update-key-description.ts';
import { verify } from './operations/verify.ts';
import { verifyMac } from './operations/verify-mac.ts';

export const kms = defineService({
  name: 'kms',
  model: async () => readModel(await import('@aws-sdk/client-kms')),
  create: (kernel) => new Kms(kernel),
  operations: {
    CancelKeyDeletion: cancelKeyDeletion,
    CreateAlias: createAlias,
    CreateGrant: createGrant,
    CreateKey: createKey,
    Decrypt: decrypt,
    DeleteAlias: deleteAlias,
    DeriveSharedSecret: deriveSharedSecret,
    DescribeKey: describeKey,
    DisableKey: disableKey,
    DisableKeyRotation: disableKeyRotation,
    EnableKey: enableKey,
    EnableKeyRotation: enableKeyRotation,
    Encrypt: encrypt,
    GenerateDataKey: generateDataKey,
    GenerateDataKeyPair: generateDataKeyPair,
    GenerateDataKeyPairWithoutPlaintext: generateDataKeyPairWithoutPlaintext,
    GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext,
    GenerateMac: generateMac,
    GenerateRandom: generateRandom,
    GetKeyPolicy: getKeyPolicy,
    GetKeyRotationStatus: getKeyRotationStatus,
    GetPublicKey: getPublicKey,
    ListAliases: listAliases,
    ListGrants: listGrants,
    ListKeyPolicies: listKeyPolicies,
    ListKeyRotations: listKeyRotations,
    ListKeys: listKeys,
    ListResourceTags: listResourceTags,
    ListRetirableGrants: listRetirableGrants,
    PutKeyPolicy: putKeyPolicy,
    ReEncrypt: reEncrypt,
    RetireGrant: retireGrant,
    RevokeGrant: revokeGrant,
    RotateKeyOnDemand: rotateKeyOnDemand,
    ScheduleKeyDeletion: scheduleKeyDeletion,
    Sign: sign,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateAlias: updateAlias,
    UpdateKeyDescription: updateKeyDescription,
    Verify: verify,
    VerifyMac: verifyMac,
  },
  notes: {
    CreateKey:
      'Symmetric, RSA, ECC and HMAC keys made by KMS; not SM2, ML-DSA, ML-KEM, imported or external ones.',
    CreateGrant: 'Without the constraint SourceArn; grants count at once.',
  },
});
