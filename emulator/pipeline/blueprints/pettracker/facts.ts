/** What both forms of PetTracker share: names, numbers and rules as the design documents give them. */
import type { CORSRule, LifecycleRule } from '@aws-sdk/client-s3';
import type { BlueprintContext, BucketSpec, FunctionSpec } from '../blueprint.ts';
import { bucketArn, named } from '../arn.ts';

export const NAMES = {
  images: 'pettracker-images-prod',
  static: 'pettracker-static-prod',
  logs: 'pettracker-logs-prod',
  queue: 'pettracker-ml-queue',
  thumbnails: 'generate-thumbnail',
} as const;

export const UPLOADS_TO_IA: LifecycleRule = {
  ID: 'uploads-to-ia',
  Status: 'Enabled',
  Filter: { Prefix: 'uploads/' },
  Transitions: [
    { Days: 30, StorageClass: 'STANDARD_IA' },
    { Days: 90, StorageClass: 'GLACIER_IR' },
  ],
};

export const THUMBNAILS_EXPIRE: LifecycleRule = {
  ID: 'thumbnails-expire',
  Status: 'Enabled',
  Filter: { Prefix: 'thumbnails/' },
  Expiration: { Days: 90 },
};

export const OLD_VERSIONS: LifecycleRule = {
  ID: 'old-versions',
  Status: 'Enabled',
  Filter: { Prefix: '' },
  NoncurrentVersionExpiration: { NoncurrentDays: 30 },
};

export const CLEANUP_MULTIPART: LifecycleRule = {
  ID: 'cleanup-multipart',
  Status: 'Enabled',
  Filter: { Prefix: '' },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
};

export const CORS: readonly CORSRule[] = [
  {
    AllowedOrigins: ['https://pettracker.com', 'https://www.pettracker.com', 'http://localhost:3000'],
    AllowedMethods: ['GET', 'PUT', 'POST'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag'],
    MaxAgeSeconds: 3000,
  },
];

/** Closed to the public, encrypted with SSE-S3: what all three buckets are. */
export const privateBucket = (name: string, context: BlueprintContext): BucketSpec => ({
  name: named(name, context),
  publicAccessBlock: true,
  encryption: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: true }],
});

/** Where the pipeline's own code finds things. */
export const environment = (context: BlueprintContext): Record<string, string> => ({
  IMAGES_BUCKET: named(NAMES.images, context),
  STATIC_BUCKET: named(NAMES.static, context),
  ANALYSIS_QUEUE: named(NAMES.queue, context),
});

export const SOURCE = 'PetTracker: scalable image storage, and global pet photo delivery';

/** What making thumbnails takes. */
export function thumbnailRights(context: BlueprintContext): NonNullable<FunctionSpec['rights']> {
  const images = bucketArn(named(NAMES.images, context));
  return [
    { Effect: 'Allow', Action: 's3:GetObject', Resource: [`${images}/uploads/*`, `${images}/thumbnails/*`] },
    { Effect: 'Allow', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: `${images}/thumbnails/*` },
    // Without it S3 answers 403 for a thumbnail that is not there yet.
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: images },
  ];
}
