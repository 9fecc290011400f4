/** The resource types there are. A new one is a file of its own and a line here. */
import { cloudfrontDistribution } from './cloudfront-distribution.ts';
import { cloudfrontFunction } from './cloudfront-function.ts';
import { cloudfrontOriginAccessControl } from './cloudfront-origin-access-control.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { iamRole } from './iam-role.ts';
import { lambdaFunction } from './lambda-function.ts';
import { lambdaPermission } from './lambda-permission.ts';
import type { ResourceType } from './resource-type.ts';
import { s3BucketPolicy } from './s3-bucket-policy.ts';
import { s3Bucket } from './s3-bucket.ts';
import { snsSubscription } from './sns-subscription.ts';
import { snsTopic } from './sns-topic.ts';
import { sqsQueuePolicy } from './sqs-queue-policy.ts';
import { sqsQueue } from './sqs-queue.ts';

const ALL: readonly ResourceType[] = [
  cloudfrontDistribution,
  cloudfrontFunction,
  cloudfrontOriginAccessControl,
  dynamodbTable,
  iamRole,
  lambdaFunction,
  lambdaPermission,
  s3Bucket,
  s3BucketPolicy,
  snsSubscription,
  snsTopic,
  sqsQueue,
  sqsQueuePolicy,
];

export const RESOURCE_TYPES: ReadonlyMap<string, ResourceType> = new Map(ALL.map((one) => [one.type, one]));
