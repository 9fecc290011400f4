/**
 * ListObjects, the first version. NextMarker appears only with a delimiter; it may be a common prefix, and a marker
 * that is one skips all of it.
 *
 * Evidence: fact sheet S3 §11.7. The bucket's region: answers of S3 that the Go CDK 0.49.0 keeps for its tests.
 */
import type { ListObjectsOutput, ListObjectsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { seekAfterMarker } from '../listing.ts';
import { encoderFor } from '../listing-encoding.ts';
import {
  commonPrefixes,
  objectEntry,
  refuseParameter,
  requestedLimit,
  wantsRestoreStatus,
} from '../object-listing.ts';
import type { S3 } from '../s3.ts';

export const listObjects: Operation<S3, ListObjectsRequest, ListObjectsOutput> = (s3, input, call) => {
  refuseParameter(
    call,
    'continuation-token',
    'continuation-token only supported in REST.GET.BUCKET with list-type=2',
  );
  refuseParameter(call, 'start-after', 'startAfter only supported in REST.GET.BUCKET with list-type=2');
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const { Prefix: prefix = '', Delimiter: delimiter, Marker: marker = '' } = input;
  allowBucket(s3, call, bucket, 's3:ListBucket', {
    's3:prefix': prefix,
    's3:delimiter': delimiter,
    's3:max-keys': input.MaxKeys === undefined ? undefined : String(input.MaxKeys),
  });
  call.reply.headers['x-amz-bucket-region'] = bucket.region;
  const encode = encoderFor(input.EncodingType);
  const { limit, asked } = requestedLimit(input.MaxKeys);
  const seek = seekAfterMarker(marker, prefix, delimiter);
  const { rows, prefixes, truncated, last } = s3.listings.objects(bucket, { prefix, delimiter, seek, limit });
  const how = {
    encode,
    owner: call.principal.kind === 'anonymous' ? undefined : bucket,
    restoreAt: wantsRestoreStatus(input.OptionalObjectAttributes) ? call.now : undefined,
  };
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    Marker: encode(marker),
    ...(truncated && delimiter && last !== undefined && { NextMarker: encode(last) }),
    MaxKeys: asked,
    ...(delimiter && { Delimiter: encode(delimiter) }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
    IsTruncated: truncated,
    ...(rows.length > 0 && { Contents: rows.map((row) => objectEntry(row, how)) }),
    ...commonPrefixes(prefixes, encode),
  };
};
