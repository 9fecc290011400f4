/** What both forms of the image platform share: names, numbers and rules as the design document gives them. */
import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { BlueprintContext, BucketSpec, KeySpec, PolicyDocument } from '../blueprint.ts';
import { bucketArn, named } from '../arn.ts';

/** The `{environment}` of the document's names. */
const ENVIRONMENT = 'prod';

export const NAMES = {
  input: `image-processing-input-${ENVIRONMENT}`,
  output: `image-processing-output-${ENVIRONMENT}`,
  logs: `image-processing-logs-${ENVIRONMENT}`,
  key: 's3-encryption',
  eventHandler: 's3_event_handler',
  render: 'render_image',
  writeInfo: 'write_processing_info',
  workflow: 'image-processing',
  trail: 'image-processing-audit',
} as const;

export const SOURCE = 'Serverless image processing platform: Amazon S3';

const tags = (purpose: string): Record<string, string> => ({
  Environment: ENVIRONMENT,
  Service: 'image-processing',
  Purpose: purpose,
});

/** The key's ARN; before it stands, that of its alias. */
export const keyArn = (context: BlueprintContext): string =>
  context.keyArns?.[named(NAMES.key, context)] ??
  `arn:aws:kms:${context.region}:${context.accountId}:alias/${named(NAMES.key, context)}`;

export const key = (context: BlueprintContext): KeySpec => ({
  alias: named(NAMES.key, context),
  description: 'KMS key for S3 bucket encryption',
  rotation: true,
  deletionWindow: 7,
  policy: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${context.accountId}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'Allow Lambda to use the key',
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: '*',
        Condition: { StringEquals: { 'aws:SourceAccount': context.accountId } },
      },
    ],
  },
  tags: { Environment: ENVIRONMENT, Service: 's3-encryption' },
});

/** Input and output: versions, KMS, closed to the public, logged. */
const storeBucket = (
  name: string,
  purpose: string,
  logPrefix: string,
  context: BlueprintContext,
): BucketSpec => ({
  name: named(name, context),
  versioning: 'Enabled',
  publicAccessBlock: true,
  encryption: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn(context) },
      BucketKeyEnabled: true,
    },
  ],
  tags: tags(purpose),
  logging: { TargetBucket: named(NAMES.logs, context), TargetPrefix: logPrefix },
});

export const inputBucket = (context: BlueprintContext): BucketSpec =>
  storeBucket(NAMES.input, 'input-storage', 'logs/input-bucket/', context);

export const outputBucket = (context: BlueprintContext): BucketSpec => ({
  ...storeBucket(NAMES.output, 'output-storage', 'logs/output-bucket/', context),
  lifecycle: [OUTPUT_LIFECYCLE],
});

export const logsBucket = (context: BlueprintContext): BucketSpec => ({
  name: named(NAMES.logs, context),
  tags: tags('logs-storage'),
  lifecycle: [LOGS_LIFECYCLE],
});

const OUTPUT_LIFECYCLE: LifecycleRule = {
  ID: 'output_lifecycle',
  Status: 'Enabled',
  Filter: { Prefix: 'processed/' },
  Transitions: [
    { Days: 90, StorageClass: 'STANDARD_IA' },
    { Days: 180, StorageClass: 'GLACIER' },
  ],
  Expiration: { Days: 2555 },
  NoncurrentVersionTransitions: [{ NoncurrentDays: 30, StorageClass: 'STANDARD_IA' }],
  NoncurrentVersionExpiration: { NoncurrentDays: 90 },
};

const LOGS_LIFECYCLE: LifecycleRule = {
  ID: 'logs_lifecycle',
  Status: 'Enabled',
  Filter: { Prefix: '' },
  Transitions: [
    { Days: 30, StorageClass: 'STANDARD_IA' },
    { Days: 90, StorageClass: 'GLACIER' },
  ],
  Expiration: { Days: 2555 },
};

/** The rule for uploads, without what the document wants of older versions. */
export const INPUT_LIFECYCLE: LifecycleRule = {
  ID: 'input_lifecycle',
  Status: 'Enabled',
  Filter: { Prefix: 'uploads/' },
  Transitions: [
    { Days: 30, StorageClass: 'STANDARD_IA' },
    { Days: 90, StorageClass: 'GLACIER' },
  ],
  Expiration: { Days: 365 },
  NoncurrentVersionExpiration: { NoncurrentDays: 30 },
};

/** The two statements of the input bucket's policy that do what they say. */
export function encryptionRequired(context: BlueprintContext): PolicyDocument {
  const deny = (Sid: string, Condition: Record<string, unknown>) => ({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `${bucketArn(named(NAMES.input, context))}/*`,
    Condition,
  });
  return {
    Version: '2012-10-17',
    Statement: [
      deny('DenyUnencryptedObjectUploads', {
        StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
      }),
      deny('DenyIncorrectEncryptionHeader', {
        StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': keyArn(context) },
      }),
    ],
  };
}

export const environment = (context: BlueprintContext): Record<string, string> => ({
  S3_INPUT_BUCKET: named(NAMES.input, context),
  S3_OUTPUT_BUCKET: named(NAMES.output, context),
  KMS_KEY_ARN: keyArn(context),
});
