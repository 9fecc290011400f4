/**
 * ListObjectsV2.
 *
 * Evidence: fact sheet S3 §6 (encoding), §11.7. The bucket's region: answers of S3 that the Go CDK 0.49.0 keeps for its
 * tests.
 */
import type { ListObjectsV2Output, ListObjectsV2Request } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { after } from '../listing.ts';
import { continuationToken, encoderFor, seekOf } from '../listing-encoding.ts';
import {
  commonPrefixes,
  objectEntry,
  refuseParameter,
  requestedLimit,
  wantsRestoreStatus,
} from '../object-listing.ts';
import type { S3 } from '../s3.ts';

export const listObjectsV2: Operation<S3, ListObjectsV2Request, ListObjectsV2Output> = (s3, input, call) => {
  refuseParameter(call, 'marker', 'Marker unsupported with REST.GET.BUCKET in list-type=2');
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const { Prefix: prefix = '', Delimiter: delimiter, ContinuationToken: token } = input;
  allowBucket(s3, call, bucket, 's3:ListBucket', {
    's3:prefix': prefix,
    's3:delimiter': delimiter,
    's3:max-keys': input.MaxKeys === undefined ? undefined : String(input.MaxKeys),
  });
  call.reply.headers['x-amz-bucket-region'] = bucket.region;
  const encode = encoderFor(input.EncodingType);
  const { limit, asked } = requestedLimit(input.MaxKeys);
  const start = input.StartAfter === undefined || input.StartAfter === '' ? '' : after(input.StartAfter);
  const seek = token === undefined ? start : seekOf(token);
  const { rows, prefixes, truncated, next } = s3.listings.objects(bucket, { prefix, delimiter, seek, limit });
  const how = {
    encode,
    owner: input.FetchOwner === true ? bucket : undefined,
    restoreAt: wantsRestoreStatus(input.OptionalObjectAttributes) ? call.now : undefined,
  };
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    ...(token === undefined && input.StartAfter !== undefined && { StartAfter: encode(input.StartAfter) }),
    ...(token !== undefined && { ContinuationToken: token }),
    ...(truncated && { NextContinuationToken: continuationToken(next) }),
    KeyCount: rows.length + prefixes.length,
    MaxKeys: asked,
    ...(delimiter && { Delimiter: encode(delimiter) }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
    IsTruncated: truncated,
    ...(rows.length > 0 && { Contents: rows.map((row) => objectEntry(row, how)) }),
    ...commonPrefixes(prefixes, encode),
  };
};
