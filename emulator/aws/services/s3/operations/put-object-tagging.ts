/** PutObjectTagging. Evidence: fact sheet S3 §9.1, §11.9. */
import type { PutObjectTaggingOutput, PutObjectTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { changeTags, taggedVersion } from '../object-tagging.ts';
import type { S3 } from '../s3.ts';
import { objectTags } from '../tagging.ts';

const ACTIONS = {
  current: 's3:PutObjectTagging',
  version: 's3:PutObjectVersionTagging',
  namesMarker: true,
} as const;

export const putObjectTagging: Operation<S3, PutObjectTaggingRequest, PutObjectTaggingOutput> = (
  s3,
  input,
  call,
) => {
  const tagged = taggedVersion(s3, input, call, ACTIONS);
  changeTags(s3, call, tagged, objectTags(input.Tagging?.TagSet));
  return { VersionId: tagged.VersionId };
};
