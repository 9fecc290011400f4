/** GetObject. Evidence: fact sheet S3 §8.6, §11.1, §11.2; what HEAD shares is in `object-reading.ts`. */
import type { GetObjectOutput, GetObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { chargeRetrieval } from '../class-charges.ts';
import { checkRetrievable } from '../found-object.ts';
import { contentOf } from '../object-content.ts';
import { readObject } from '../object-reading.ts';
import type { S3 } from '../s3.ts';

export const getObject: Operation<S3, GetObjectRequest, GetObjectOutput> = (s3, input, call) => {
  const { version, bucket, range, key, output } = readObject(s3, input, call);
  checkRetrievable(version, call.now);
  chargeRetrieval(call, bucket, version.storageClass, output.ContentLength ?? 0);
  return { ...output, Body: contentOf(s3, version, range, key) } as unknown as GetObjectOutput;
};
