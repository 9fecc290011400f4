/**
 * PutBucketPolicy. Evidence: fact sheet S3 §10.3, §10.4 (public policies); of an empty one, answers that LocalStack
 * recorded from AWS (test_s3_api.py, August 2023).
 */
import type { PutBucketPolicyRequest } from '@aws-sdk/client-s3';
import { parseBucketPolicy } from '../../../auth/policy/bucket-policy.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket, ownersOnly } from '../bucket-access.ts';
import { bucketArn } from '../bucket.ts';
import { accessDenied } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const putBucketPolicy: Operation<S3, PutBucketPolicyRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketPolicy');
  ownersOnly(call, bucket);
  const policy = parseBucketPolicy(input.Policy ?? '', bucket.name);
  const blocked = s3.configs.get(bucket, 'publicAccessBlock')?.BlockPublicPolicy === true;
  if (policy.public && blocked) {
    const who = call.principal.kind === 'user' ? call.principal.arn : call.principal.kind;
    throw accessDenied(
      `User: ${who} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucketArn(bucket.name)}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    );
  }
  s3.configs.put(bucket, 'policy', { text: policy.text, public: policy.public });
  return {};
};
