/**
 * Which calls are management events and which are data events, and which of them only read. Evidence: the services'
 * CloudTrail pages (S3 "Amazon S3 CloudTrail events", DynamoDB, Lambda, SQS, SNS), read 2026-11-20.
 */
const DATA_EVENTS: Readonly<Record<string, ReadonlySet<string>>> = {
  s3: new Set([
    'AbortMultipartUpload',
    'CompleteMultipartUpload',
    'CopyObject',
    'CreateMultipartUpload',
    'DeleteObject',
    'DeleteObjectTagging',
    'DeleteObjects',
    'GetObject',
    'GetObjectAcl',
    'GetObjectAttributes',
    'GetObjectLegalHold',
    'GetObjectRetention',
    'GetObjectTagging',
    'HeadBucket',
    'HeadObject',
    'ListMultipartUploads',
    'ListObjectVersions',
    'ListObjects',
    'ListObjectsV2',
    'ListParts',
    'PostObject',
    'PutObject',
    'PutObjectAcl',
    'PutObjectLegalHold',
    'PutObjectRetention',
    'PutObjectTagging',
    'RestoreObject',
    'UploadPart',
    'UploadPartCopy',
  ]),
  dynamodb: new Set([
    'BatchGetItem',
    'BatchWriteItem',
    'DeleteItem',
    'GetItem',
    'PutItem',
    'Query',
    'Scan',
    'TransactGetItems',
    'TransactWriteItems',
    'UpdateItem',
  ]),
  'dynamodb-streams': new Set(['GetRecords', 'GetShardIterator']),
  lambda: new Set(['Invoke']),
  sqs: new Set([
    'ChangeMessageVisibility',
    'ChangeMessageVisibilityBatch',
    'DeleteMessage',
    'DeleteMessageBatch',
    'ReceiveMessage',
    'SendMessage',
    'SendMessageBatch',
  ]),
  sns: new Set(['Publish', 'PublishBatch']),
  eventbridge: new Set(['PutEvents']),
  cloudwatch: new Set(['GetMetricData', 'GetMetricStatistics', 'ListMetrics', 'PutMetricData']),
  'cloudwatch-logs': new Set(['FilterLogEvents', 'GetLogEvents', 'GetQueryResults', 'PutLogEvents']),
};

export const isDataEvent = (service: string, operation: string): boolean =>
  DATA_EVENTS[service]?.has(operation) ?? false;

const READING =
  /^(?:Get|List|Describe|Head|Lookup|BatchGet|TransactGet|Query|Scan|Filter|Test|Assume|Encrypt|Decrypt|ReEncrypt|GenerateDataKey|GenerateMac|GenerateRandom|Sign|Verify)/;

export const isReadOnly = (operation: string): boolean => READING.test(operation);
