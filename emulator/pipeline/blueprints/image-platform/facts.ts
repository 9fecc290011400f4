/** What both forms of the image platform share: names, numbers and rules as the design document gives them. */
import type { LifecycleRule } from '@aws-sdk/client-s3';
import type {
  AlarmSpec,
  BlueprintContext,
  BucketSpec,
  FunctionSpec,
  KeySpec,
  PolicyDocument,
  StateMachineSpec,
} from '../blueprint.ts';
import { bucketArn, functionArn, named } from '../arn.ts';

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
} as const;

export const SOURCE = 'Serverless image processing platform: Amazon S3';

const tags = (purpose: string): Record<string, string> => ({
  Environment: ENVIRONMENT,
  Service: 'image-processing',
  Purpose: purpose,
});

/** The key's ARN; before it stands, that of its alias. */
const keyArn = (context: BlueprintContext): string =>
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
  lifecycle: [
    {
      ID: 'output_lifecycle',
      Status: 'Enabled',
      Filter: { Prefix: 'processed/' },
      // Both leave objects below 128 KiB where they are, and most thumbnails are: they stay in STANDARD.
      Transitions: [
        { Days: 90, StorageClass: 'STANDARD_IA' },
        { Days: 180, StorageClass: 'GLACIER' },
      ],
      Expiration: { Days: 2555 },
      NoncurrentVersionTransitions: [{ NoncurrentDays: 30, StorageClass: 'STANDARD_IA' }],
      NoncurrentVersionExpiration: { NoncurrentDays: 90 },
    },
  ],
});

export const logsBucket = (context: BlueprintContext): BucketSpec => ({
  name: named(NAMES.logs, context),
  tags: tags('logs-storage'),
  lifecycle: [
    {
      ID: 'logs_lifecycle',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      Transitions: [
        { Days: 30, StorageClass: 'STANDARD_IA' },
        { Days: 90, StorageClass: 'GLACIER' },
      ],
      Expiration: { Days: 2555 },
    },
  ],
});

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

const encryptedAccess = (context: BlueprintContext) => ({
  Effect: 'Allow',
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: keyArn(context),
});

const workflowArn = (context: BlueprintContext): string =>
  `arn:aws:states:${context.region}:${context.accountId}:stateMachine:${named(NAMES.workflow, context)}`;

export function functions(context: BlueprintContext): readonly FunctionSpec[] {
  const output = named(NAMES.output, context);
  const environment = { S3_OUTPUT_BUCKET: output };
  const writes = { Effect: 'Allow', Action: 's3:PutObject', Resource: `${bucketArn(output)}/*` };
  const reads = {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `${bucketArn(named(NAMES.input, context))}/uploads/*`,
  };
  return [
    {
      name: named(NAMES.eventHandler, context),
      runtime: 'nodejs24.x',
      source: { module: 'image-platform/s3-event-handler.ts', handler: 'handler' },
      timeout: 30,
      memory: 256,
      environment: { STATE_MACHINE_ARN: workflowArn(context) },
      permissions: [
        {
          statementId: 'AllowS3Invoke',
          principal: 's3.amazonaws.com',
          sourceArn: bucketArn(named(NAMES.input, context)),
          sourceAccount: context.accountId,
        },
      ],
      rights: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: workflowArn(context) }],
    },
    {
      name: named(NAMES.render, context),
      runtime: 'nodejs24.x',
      source: { module: 'image-platform/render-image.ts', handler: 'handler', sharp: true },
      timeout: 60,
      memory: 1536,
      environment,
      permissions: [],
      rights: [reads, writes, encryptedAccess(context)],
    },
    {
      name: named(NAMES.writeInfo, context),
      runtime: 'nodejs24.x',
      source: { module: 'image-platform/write-processing-info.ts', handler: 'handler' },
      timeout: 30,
      memory: 256,
      environment,
      permissions: [],
      rights: [writes, encryptedAccess(context)],
    },
  ];
}

/** Poison is not tried again; all else is, with growing pauses. */
const RETRY = [
  { ErrorEquals: ['UnprocessableImage'], MaxAttempts: 0 },
  { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 3, BackoffRate: 2 },
];

/** One rendition per task, side by side; then what has been made is written down. */
export function workflow(context: BlueprintContext): StateMachineSpec {
  const render = functionArn(named(NAMES.render, context), context);
  const writeInfo = functionArn(named(NAMES.writeInfo, context), context);
  return {
    name: named(NAMES.workflow, context),
    definition: {
      Comment: 'Makes the renditions of one upload',
      StartAt: 'RenderAll',
      States: {
        RenderAll: {
          Type: 'Map',
          ItemsPath: '$.tasks',
          MaxConcurrency: 3,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'INLINE' },
            StartAt: 'Render',
            States: { Render: { Type: 'Task', Resource: render, Retry: RETRY, End: true } },
          },
          ResultPath: '$.renditions',
          Next: 'WriteProcessingInfo',
        },
        WriteProcessingInfo: { Type: 'Task', Resource: writeInfo, Retry: RETRY, End: true },
      },
    },
    rights: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: [render, writeInfo] }],
  };
}

export const alarms = (context: BlueprintContext): readonly AlarmSpec[] => [
  {
    name: named('s3-4xx-5xx-errors', context),
    description: 'This metric monitors S3 4xx errors',
    namespace: 'AWS/S3',
    metric: '4xxError',
    dimensions: { BucketName: named(NAMES.input, context) },
    statistic: 'Sum',
    period: 300,
    evaluationPeriods: 2,
    threshold: 10,
  },
  {
    name: named('s3-bucket-size-alarm', context),
    description: 'This metric monitors S3 bucket size',
    namespace: 'AWS/S3',
    metric: 'BucketSizeBytes',
    dimensions: { BucketName: named(NAMES.input, context), StorageType: 'StandardStorage' },
    statistic: 'Average',
    period: 3600,
    evaluationPeriods: 2,
    threshold: 100 * 2 ** 30,
  },
];

export const environment = (context: BlueprintContext): Record<string, string> => ({
  S3_INPUT_BUCKET: named(NAMES.input, context),
  S3_OUTPUT_BUCKET: named(NAMES.output, context),
  KMS_KEY_ARN: keyArn(context),
});
