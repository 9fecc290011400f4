/** UploadPart. Evidence: fact sheet S3 §11.5, §11.6, §12. */
import type { UploadPartOutput, UploadPartRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { bodyDemands } from '../body-demands.ts';
import { addressedBucket, allowObject } from '../bucket-access.ts';
import { countPart } from '../class-charges.ts';
import { checksumMembers } from '../checksums.ts';
import { encryptionMembers, etagFor } from '../encryption.ts';
import { checkedKey } from '../object-key.ts';
import { quoted } from '../object.ts';
import { partChecksum } from '../part-checksum.ts';
import { partKey } from '../part-encryption.ts';
import { checkedPartNumber } from '../part-number.ts';
import { storePart } from '../part-write.ts';
import { announcedLength, receiveBody, type BodySource } from '../received-body.ts';
import type { S3 } from '../s3.ts';

export const uploadPart: Operation<S3, UploadPartRequest, UploadPartOutput> = async (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const key = checkedKey(input.Key);
  const number = checkedPartNumber(input.PartNumber);
  allowObject(s3, call, bucket, key, 's3:PutObject');
  const upload = s3.uploads.get(bucket, key, input.UploadId);
  countPart(call, upload.storageClass);
  const { encryption } = upload.attributes;
  const customerKey = partKey(encryption, input);
  const { kept, demands, same } = partChecksum(upload, bodyDemands(input, call));
  const also = same ? undefined : kept;
  const body = await receiveBody(input.Body as BodySource, {
    call,
    demands,
    length: announcedLength(call),
    spelling: 'base64',
    second: also,
    key: customerKey,
  });
  const etag = etagFor(s3, encryption, body.md5);
  storePart(s3, bucket, upload, body.blob, {
    number,
    size: body.blob.size,
    etag,
    modified: call.now,
    checksum: { algorithm: kept, type: 'FULL_OBJECT', value: body.also ?? body.checksum.value },
  });
  const { ChecksumType: _type, ...members } = checksumMembers(body.checksum);
  return { ETag: quoted(etag), ...members, ...encryptionMembers(encryption, customerKey) };
};
