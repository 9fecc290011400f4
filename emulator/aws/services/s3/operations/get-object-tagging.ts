/** GetObjectTagging: an empty set when there are none. Evidence: fact sheet S3 §1.3 (the key's name), §11.9. */
import type { GetObjectTaggingOutput, GetObjectTaggingRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { noSuchKey } from '../errors.ts';
import { taggedVersion } from '../object-tagging.ts';
import type { S3 } from '../s3.ts';

const ACTIONS = { current: 's3:GetObjectTagging', version: 's3:GetObjectVersionTagging' };

export const getObjectTagging: Operation<S3, GetObjectTaggingRequest, GetObjectTaggingOutput> = (
  s3,
  input,
  call,
) => {
  try {
    const { version, VersionId } = taggedVersion(s3, input, call, ACTIONS);
    return { VersionId, TagSet: [...(version.tags ?? [])] };
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'NoSuchKey') throw error;
    throw noSuchKey(`${input.Bucket}/${input.Key}`, error.headers);
  }
};
