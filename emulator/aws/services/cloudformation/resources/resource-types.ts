/** The resource types there are. A new one is a file of its own and a line here. */
import { API_GATEWAY_PARTS } from './api-gateway-parts.ts';
import { apiGatewayDeployment } from './api-gateway-deployment.ts';
import { apiGatewayMethod } from './api-gateway-method.ts';
import { apiGatewayResource } from './api-gateway-resource.ts';
import { apiGatewayRestApi } from './api-gateway-rest-api.ts';
import { apiGatewayStage } from './api-gateway-stage.ts';
import { cdkMetadata } from './cdk-metadata.ts';
import { CLOUDFRONT_CONFIGS } from './cloudfront-configs.ts';
import { cloudfrontDistribution } from './cloudfront-distribution.ts';
import { cloudfrontFunction } from './cloudfront-function.ts';
import { cloudtrailTrail } from './cloudtrail-trail.ts';
import { CLOUDWATCH_TYPES } from './cloudwatch-alarms.ts';
import { customResource, isCustom } from './custom-resource.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { ecrRepository } from './ecr-repository.ts';
import { EVENTS_TYPES } from './events.ts';
import { iamAccessKey } from './iam-access-key.ts';
import { iamGroup } from './iam-group.ts';
import { iamManagedPolicy } from './iam-managed-policy.ts';
import { iamPolicy } from './iam-policy.ts';
import { iamRole } from './iam-role.ts';
import { iamUser } from './iam-user.ts';
import { kmsAlias } from './kms-alias.ts';
import { kmsKey } from './kms-key.ts';
import { lambdaAlias } from './lambda-alias.ts';
import { lambdaEventInvokeConfig } from './lambda-event-invoke-config.ts';
import { lambdaEventSourceMapping } from './lambda-event-source-mapping.ts';
import { lambdaFunction } from './lambda-function.ts';
import { lambdaLayerVersion } from './lambda-layer-version.ts';
import { lambdaPermission } from './lambda-permission.ts';
import { lambdaUrl } from './lambda-url.ts';
import { lambdaVersion } from './lambda-version.ts';
import { LOGS_TYPES } from './logs.ts';
import type { ResourceType } from './resource-type.ts';
import { s3BucketPolicy } from './s3-bucket-policy.ts';
import { s3Bucket } from './s3-bucket.ts';
import { SECRETS_MANAGER_PARTS } from './secrets-manager-parts.ts';
import { secretsManagerSecret } from './secrets-manager-secret.ts';
import { snsTopicPolicy, sqsQueuePolicy } from './shared-policies.ts';
import { snsSubscription } from './sns-subscription.ts';
import { snsTopic } from './sns-topic.ts';
import { sqsQueue } from './sqs-queue.ts';
import { ssmParameter } from './ssm-parameter.ts';
import { STEP_FUNCTIONS_TYPES } from './step-functions.ts';

const ALL: readonly ResourceType[] = [
  ...API_GATEWAY_PARTS,
  apiGatewayDeployment,
  apiGatewayMethod,
  apiGatewayResource,
  apiGatewayRestApi,
  apiGatewayStage,
  cdkMetadata,
  ...CLOUDFRONT_CONFIGS,
  cloudfrontDistribution,
  cloudfrontFunction,
  cloudtrailTrail,
  ...CLOUDWATCH_TYPES,
  dynamodbTable,
  ecrRepository,
  ...EVENTS_TYPES,
  iamAccessKey,
  iamGroup,
  iamManagedPolicy,
  iamPolicy,
  iamRole,
  iamUser,
  kmsAlias,
  kmsKey,
  lambdaAlias,
  lambdaEventInvokeConfig,
  lambdaEventSourceMapping,
  lambdaFunction,
  lambdaLayerVersion,
  lambdaPermission,
  lambdaUrl,
  lambdaVersion,
  ...LOGS_TYPES,
  s3Bucket,
  s3BucketPolicy,
  ...SECRETS_MANAGER_PARTS,
  secretsManagerSecret,
  snsSubscription,
  snsTopic,
  snsTopicPolicy,
  sqsQueue,
  sqsQueuePolicy,
  ssmParameter,
  ...STEP_FUNCTIONS_TYPES,
];

const BY_NAME: ReadonlyMap<string, ResourceType> = new Map(ALL.map((one) => [one.type, one]));

/** What makes resources of a type; custom ones may have any name. */
export const resourceType = (type: string): ResourceType | undefined =>
  BY_NAME.get(type) ?? (isCustom(type) ? customResource(type) : undefined);
