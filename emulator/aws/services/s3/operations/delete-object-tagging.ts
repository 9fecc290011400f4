/** DeleteObjectTagging. Evidence: fact sheet S3 §9.1, §11.9. */
import type { DeleteObjectTaggingOutput, DeleteObjectTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { changeTags, taggedVersion } from '../object-tagging.ts';
import type { S3 } from '../s3.ts';

const ACTIONS = {
  current: 's3:DeleteObjectTagging',
  version: 's3:DeleteObjectVersionTagging',
  namesMarker: true,
} as const;

export const deleteObjectTagging: Operation<S3, DeleteObjectTaggingRequest, DeleteObjectTaggingOutput> = (
  s3,
  input,
  call,
) => {
  const tagged = taggedVersion(s3, input, call, ACTIONS);
  changeTags(s3, call, tagged, undefined);
  return { VersionId: tagged.VersionId };
};
