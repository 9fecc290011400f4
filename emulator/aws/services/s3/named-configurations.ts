/** Pages of the configurations that a bucket may have several of. */
import type { BucketConfigs, ConfigKind } from './bucket-configs.ts';
import type { Bucket } from './bucket.ts';
import type { ConfigDocuments } from './config-documents.ts';
import { continuationToken, seekOf } from './listing-encoding.ts';

const PAGE = 100;

export interface NamedPage<Document> {
  readonly documents: Document[];
  readonly IsTruncated: boolean;
  readonly ContinuationToken?: string;
  readonly NextContinuationToken?: string;
}

/** @throws AwsError InvalidArgument */
export function namedConfigurations<Kind extends ConfigKind>(
  { configs }: { readonly configs: BucketConfigs },
  bucket: Bucket,
  kind: Kind,
  token: string | undefined,
): NamedPage<ConfigDocuments[Kind]> {
  const after = token === undefined ? '' : seekOf(token);
  const found = configs.list(bucket, kind, after, PAGE + 1);
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  const truncated = found.length > PAGE && last !== undefined;
  return {
    documents: page.map(({ document }) => document),
    IsTruncated: truncated,
    ...(token !== undefined && { ContinuationToken: token }),
    ...(truncated && { NextContinuationToken: continuationToken(last.name) }),
  };
}
