import { createHash } from 'node:crypto';
import type {
  CloudFrontOriginAccessIdentity,
  CloudFrontOriginAccessIdentityConfig,
  CloudFrontOriginAccessIdentitySummary,
} from '@aws-sdk/client-cloudfront';
import type { Resource } from './resources.ts';

type AccessIdentity = Resource<CloudFrontOriginAccessIdentityConfig>;

/** An identity is a user of S3 too, so it has an id of 64 hex digits there. */
const canonicalUserId = (id: string): string => createHash('sha256').update(`cloudfront/${id}`).digest('hex');

export const originAccessIdentityOf = ({ id, config }: AccessIdentity): CloudFrontOriginAccessIdentity => ({
  Id: id,
  S3CanonicalUserId: canonicalUserId(id),
  CloudFrontOriginAccessIdentityConfig: config,
});

export const accessIdentitySummary = ({
  id,
  config,
}: AccessIdentity): CloudFrontOriginAccessIdentitySummary => ({
  Id: id,
  S3CanonicalUserId: canonicalUserId(id),
  Comment: config.Comment,
});
