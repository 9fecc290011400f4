/**
 * ListBuckets. Regions are named only when the request pages or filters. An empty token begins anew.
 * Evidence: fact sheet S3 §1.4 (unsigned requests), §11.7; of other regions, brekkylab/backlot, measured 2026-09; of the
 * empty token, answers that LocalStack recorded from AWS (test_s3_list_operations.py, May 2025).
 */
import type { ListBucketsOutput, ListBucketsRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../kernel/aws-error.ts';
import { toDate, wholeSeconds } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { bucketArn, canonicalId, type Bucket } from '../bucket.ts';
import { invalidArgument } from '../errors.ts';
import { continuationToken, seekOf } from '../listing-encoding.ts';
import { isRegion } from '../region.ts';
import type { S3 } from '../s3.ts';

const MOST_BUCKETS = 10_000;

export const listBuckets: Operation<S3, ListBucketsRequest, ListBucketsOutput> = (s3, input, call) => {
  if (call.principal.kind === 'anonymous') throw toTheWebsite();
  const { accountId } = call.scope;
  call.authorize({ action: 's3:ListAllMyBuckets', resource: '*', owner: accountId });
  const { Prefix: prefix, BucketRegion: region, MaxBuckets: most = MOST_BUCKETS } = input;
  if (most < 1 || most > MOST_BUCKETS) {
    throw invalidArgument(
      `Argument max-buckets must be an integer between 1 and ${MOST_BUCKETS}`,
      'max-buckets',
      String(most),
    );
  }
  if (region !== undefined && region.toLowerCase() !== call.scope.region) throw wrongRegion(region);
  const after = input.ContinuationToken ? seekOf(input.ContinuationToken) : undefined;
  const buckets = s3.buckets.list(accountId, { after, prefix, region }, most + 1);
  const page = buckets.slice(0, most);
  const paged = [prefix, region, input.MaxBuckets, input.ContinuationToken].some(
    (parameter) => parameter !== undefined,
  );
  const last = page.at(-1);
  return {
    Owner: { ID: canonicalId(accountId) },
    Buckets: page.map((bucket) => entryOf(bucket, paged)),
    ...(prefix !== undefined && { Prefix: prefix }),
    ...(buckets.length > most && last !== undefined && { ContinuationToken: continuationToken(last.name) }),
  };
};

const entryOf = (bucket: Bucket, withRegion: boolean) => ({
  Name: bucket.name,
  CreationDate: toDate(wholeSeconds(bucket.created)),
  ...(withRegion && { BucketRegion: bucket.region }),
  BucketArn: bucketArn(bucket.name),
});

const wrongRegion = (region: string): AwsError =>
  invalidArgument(
    isRegion(region.toLowerCase())
      ? 'Requests with bucket-region specified must be made to the corresponding regional endpoint'
      : `Argument value ${region} is not a valid AWS Region`,
    'bucket-region',
  );

/** What S3 does with a browser at its door. */
const toTheWebsite = (): AwsError =>
  new AwsError({
    code: 'TemporaryRedirect',
    status: 307,
    message:
      'Please re-send this request to the specified temporary endpoint. Continue to use the original request endpoint for future requests.',
    headers: { location: 'https://aws.amazon.com/s3/' },
  });
