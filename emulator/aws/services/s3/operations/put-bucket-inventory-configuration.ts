/**
 * PutBucketInventoryConfiguration: kept and returned. No inventory is written.
 * Evidence: answers that LocalStack recorded from AWS (test_s3.py, February 2026); the values, API reference
 * "InventoryConfiguration".
 */
import type {
  InventoryConfiguration,
  InventoryFormat,
  InventoryFrequency,
  InventoryIncludedObjectVersions,
  InventoryOptionalField,
  PutBucketInventoryConfigurationRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { malformedXml } from '../errors.ts';
import type { S3 } from '../s3.ts';

const FORMATS: ReadonlySet<InventoryFormat | undefined> = new Set(['CSV', 'ORC', 'Parquet']);
const FREQUENCIES: ReadonlySet<InventoryFrequency | undefined> = new Set(['Daily', 'Weekly']);
const VERSIONS: ReadonlySet<InventoryIncludedObjectVersions | undefined> = new Set(['All', 'Current']);
const FIELDS: ReadonlySet<InventoryOptionalField> = new Set([
  'Size',
  'LastModifiedDate',
  'StorageClass',
  'ETag',
  'IsMultipartUploaded',
  'ReplicationStatus',
  'EncryptionStatus',
  'ObjectLockRetainUntilDate',
  'ObjectLockMode',
  'ObjectLockLegalHoldStatus',
  'IntelligentTieringAccessTier',
  'BucketKeyStatus',
  'ChecksumAlgorithm',
  'ObjectAccessControlList',
  'ObjectOwner',
  'LifecycleExpirationDate',
]);

export const putBucketInventoryConfiguration: Operation<
  S3,
  PutBucketInventoryConfigurationRequest,
  object
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutInventoryConfiguration');
  const { InventoryConfiguration: configuration } = input;
  if (configuration === undefined) throw malformedXml();
  checkInventory(configuration);
  if (configuration.Id !== input.Id) {
    throw new AwsError({
      code: 'IdMismatch',
      status: 400,
      message: 'Document ID does not match the specified configuration ID.',
    });
  }
  s3.configs.put(bucket, 'inventory', configuration, input.Id);
  return {};
};

function checkInventory(configuration: InventoryConfiguration): void {
  const { Destination, Schedule, IncludedObjectVersions, OptionalFields = [] } = configuration;
  const { Bucket: bucket, Format } = Destination?.S3BucketDestination ?? {};
  const isValid =
    bucket !== undefined &&
    FORMATS.has(Format) &&
    FREQUENCIES.has(Schedule?.Frequency) &&
    VERSIONS.has(IncludedObjectVersions) &&
    OptionalFields.every((field) => FIELDS.has(field));
  if (!isValid) throw malformedXml();
  if (/^arn:[\w-]+:s3:::./.test(bucket)) return;
  throw new AwsError({ code: 'InvalidS3DestinationBucket', status: 400, message: 'Invalid bucket ARN.' });
}
