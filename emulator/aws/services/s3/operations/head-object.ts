/** HeadObject: GetObject without the bytes, of archived objects too. Evidence: fact sheet S3 §8.6, §11.1, §11.2. */
import type { HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { readObject } from '../object-reading.ts';
import type { S3 } from '../s3.ts';

export const headObject: Operation<S3, HeadObjectRequest, HeadObjectOutput> = (s3, input, call) => {
  const { output, range } = readObject(s3, input, call);
  if (range !== undefined) call.reply.status = 206;
  return output;
};
