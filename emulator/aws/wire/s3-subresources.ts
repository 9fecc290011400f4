/**
 * S3's operations by what selects them: the subresource in the query, the level it is asked of, and the method (s3.md
 * section 1.4, and the HTTP traits of the model). What S3 makes of a bucket's selectors at a key, of values of `list-type`
 * and the names of resources were measured by brekkylab/backlot in September 2026.
 */

/** An operation, or two that a header or a query parameter tells apart. */
type Choice =
  | string
  | {
      readonly has: 'query' | 'header';
      readonly name: string;
      /** The value that counts; any does when absent. */
      readonly value?: string;
      readonly present: string;
      readonly absent: string;
    };

export type Methods = Readonly<Partial<Record<string, Choice>>>;

export interface Subresource {
  /** As S3 names the resource in MethodNotAllowed. */
  readonly resourceType: string;
  readonly bucket?: Methods;
  readonly object?: Methods;
}

/** Operations on many configurations of a kind: with an id one of them, without it the list. */
const identified = (resourceType: string, noun: string): Subresource => ({
  resourceType,
  bucket: {
    GET: {
      has: 'query',
      name: 'id',
      present: `GetBucket${noun}Configuration`,
      absent: `ListBucket${noun}Configurations`,
    },
    PUT: `PutBucket${noun}Configuration`,
    DELETE: `DeleteBucket${noun}Configuration`,
  },
});

const copyOr = (copy: string, write: string): Choice => ({
  has: 'header',
  name: 'x-amz-copy-source',
  present: copy,
  absent: write,
});

/** Selectors of an operation in the query; any other parameter is none. */
export const SUBRESOURCES: Readonly<Record<string, Subresource>> = {
  abac: { resourceType: 'BUCKET_ABAC', bucket: { GET: 'GetBucketAbac', PUT: 'PutBucketAbac' } },
  accelerate: {
    resourceType: 'ACCELERATE',
    bucket: { GET: 'GetBucketAccelerateConfiguration', PUT: 'PutBucketAccelerateConfiguration' },
  },
  acl: {
    resourceType: 'ACL',
    bucket: { GET: 'GetBucketAcl', PUT: 'PutBucketAcl' },
    object: { GET: 'GetObjectAcl', PUT: 'PutObjectAcl' },
  },
  analytics: identified('ANALYTICS', 'Analytics'),
  annotation: {
    resourceType: 'OBJECT_ANNOTATIONS',
    object: {
      GET: {
        has: 'query',
        name: 'annotationName',
        present: 'GetObjectAnnotation',
        absent: 'ListObjectAnnotations',
      },
      PUT: 'PutObjectAnnotation',
      DELETE: 'DeleteObjectAnnotation',
    },
  },
  attributes: { resourceType: 'OBJECT_ATTRIBUTES', object: { GET: 'GetObjectAttributes' } },
  cors: {
    resourceType: 'CORS',
    bucket: { GET: 'GetBucketCors', PUT: 'PutBucketCors', DELETE: 'DeleteBucketCors' },
  },
  // At a key it is the bucket's operation all the same.
  delete: {
    resourceType: 'MULTI_OBJECT_DELETE',
    bucket: { POST: 'DeleteObjects' },
    object: { POST: 'DeleteObjects' },
  },
  encryption: {
    resourceType: 'ENCRYPTION',
    bucket: { GET: 'GetBucketEncryption', PUT: 'PutBucketEncryption', DELETE: 'DeleteBucketEncryption' },
    object: { PUT: 'UpdateObjectEncryption' },
  },
  'intelligent-tiering': identified('INTELLIGENT_TIERING', 'IntelligentTiering'),
  inventory: identified('INVENTORY', 'Inventory'),
  'legal-hold': {
    resourceType: 'OBJECT_LOCK_LEGALHOLD',
    object: { GET: 'GetObjectLegalHold', PUT: 'PutObjectLegalHold' },
  },
  lifecycle: {
    resourceType: 'LIFECYCLE',
    bucket: {
      GET: 'GetBucketLifecycleConfiguration',
      PUT: 'PutBucketLifecycleConfiguration',
      DELETE: 'DeleteBucketLifecycle',
    },
  },
  location: { resourceType: 'LOCATION', bucket: { GET: 'GetBucketLocation' } },
  logging: { resourceType: 'LOGGING_STATUS', bucket: { GET: 'GetBucketLogging', PUT: 'PutBucketLogging' } },
  metadataAnnotationTable: {
    resourceType: 'BUCKET_METADATA_ANNOTATION_TABLE_CONFIGURATION',
    bucket: { PUT: 'UpdateBucketMetadataAnnotationTableConfiguration' },
  },
  metadataConfiguration: {
    resourceType: 'BUCKET_METADATA_CONFIGURATION',
    bucket: {
      GET: 'GetBucketMetadataConfiguration',
      POST: 'CreateBucketMetadataConfiguration',
      DELETE: 'DeleteBucketMetadataConfiguration',
    },
  },
  metadataInventoryTable: {
    resourceType: 'BUCKET_METADATA_INVENTORY_TABLE_CONFIGURATION',
    bucket: { PUT: 'UpdateBucketMetadataInventoryTableConfiguration' },
  },
  metadataJournalTable: {
    resourceType: 'BUCKET_METADATA_JOURNAL_TABLE_CONFIGURATION',
    bucket: { PUT: 'UpdateBucketMetadataJournalTableConfiguration' },
  },
  metadataTable: {
    resourceType: 'BUCKET_METADATA_TABLE_CONFIGURATION',
    bucket: {
      GET: 'GetBucketMetadataTableConfiguration',
      POST: 'CreateBucketMetadataTableConfiguration',
      DELETE: 'DeleteBucketMetadataTableConfiguration',
    },
  },
  metrics: identified('METRICS', 'Metrics'),
  notification: {
    resourceType: 'NOTIFICATION',
    bucket: { GET: 'GetBucketNotificationConfiguration', PUT: 'PutBucketNotificationConfiguration' },
  },
  'object-lock': {
    resourceType: 'OBJECT_LOCK_CONFIGURATION',
    bucket: { GET: 'GetObjectLockConfiguration', PUT: 'PutObjectLockConfiguration' },
  },
  ownershipControls: {
    resourceType: 'OWNERSHIP_CONTROLS',
    bucket: {
      GET: 'GetBucketOwnershipControls',
      PUT: 'PutBucketOwnershipControls',
      DELETE: 'DeleteBucketOwnershipControls',
    },
  },
  policy: {
    resourceType: 'BUCKETPOLICY',
    bucket: { GET: 'GetBucketPolicy', PUT: 'PutBucketPolicy', DELETE: 'DeleteBucketPolicy' },
  },
  policyStatus: { resourceType: 'POLICY_STATUS', bucket: { GET: 'GetBucketPolicyStatus' } },
  publicAccessBlock: {
    resourceType: 'PUBLIC_ACCESS_BLOCK',
    bucket: {
      GET: 'GetPublicAccessBlock',
      PUT: 'PutPublicAccessBlock',
      DELETE: 'DeletePublicAccessBlock',
    },
  },
  renameObject: { resourceType: 'OBJECT', object: { PUT: 'RenameObject' } },
  replication: {
    resourceType: 'REPLICATION',
    bucket: { GET: 'GetBucketReplication', PUT: 'PutBucketReplication', DELETE: 'DeleteBucketReplication' },
  },
  requestPayment: {
    resourceType: 'REQUEST_PAYMENT',
    bucket: { GET: 'GetBucketRequestPayment', PUT: 'PutBucketRequestPayment' },
  },
  restore: { resourceType: 'RESTORE', object: { POST: 'RestoreObject' } },
  retention: {
    resourceType: 'OBJECT_LOCK_RETENTION',
    object: { GET: 'GetObjectRetention', PUT: 'PutObjectRetention' },
  },
  select: { resourceType: 'SELECT', object: { POST: 'SelectObjectContent' } },
  session: { resourceType: 'SESSION', bucket: { GET: 'CreateSession' } },
  tagging: {
    resourceType: 'TAGGING',
    bucket: { GET: 'GetBucketTagging', PUT: 'PutBucketTagging', DELETE: 'DeleteBucketTagging' },
    object: { GET: 'GetObjectTagging', PUT: 'PutObjectTagging', DELETE: 'DeleteObjectTagging' },
  },
  torrent: { resourceType: 'TORRENT', object: { GET: 'GetObjectTorrent' } },
  uploadId: {
    resourceType: 'UPLOAD',
    object: {
      GET: 'ListParts',
      PUT: copyOr('UploadPartCopy', 'UploadPart'),
      POST: 'CompleteMultipartUpload',
      DELETE: 'AbortMultipartUpload',
    },
  },
  uploads: {
    resourceType: 'UPLOADS',
    bucket: { GET: 'ListMultipartUploads' },
    object: { POST: 'CreateMultipartUpload' },
  },
  versioning: {
    resourceType: 'VERSIONING',
    bucket: { GET: 'GetBucketVersioning', PUT: 'PutBucketVersioning' },
  },
  versions: { resourceType: 'BUCKETVERSIONS', bucket: { GET: 'ListObjectVersions' } },
  website: {
    resourceType: 'WEBSITE',
    bucket: { GET: 'GetBucketWebsite', PUT: 'PutBucketWebsite', DELETE: 'DeleteBucketWebsite' },
  },
};

/** Selectors of a bucket that S3 answers at a key as it does at the bucket; it ignores all others there. */
export const AT_KEYS: ReadonlySet<string> = new Set([
  'accelerate',
  'cors',
  'inventory',
  'lifecycle',
  'location',
  'logging',
  'notification',
  'policy',
  'replication',
  'requestPayment',
  'versioning',
  'versions',
  'website',
]);

export const SERVICE: Methods = { GET: 'ListBuckets' };

/** V2 is asked for by `list-type=2`; any other value is V1's. */
export const BUCKET: Methods = {
  GET: { has: 'query', name: 'list-type', value: '2', present: 'ListObjectsV2', absent: 'ListObjects' },
  HEAD: 'HeadBucket',
  PUT: 'CreateBucket',
  DELETE: 'DeleteBucket',
};

export const OBJECT: Methods = {
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: copyOr('CopyObject', 'PutObject'),
  DELETE: 'DeleteObject',
};
