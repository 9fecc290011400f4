/**
 * The image platform as it works. Departures from the document:
 *
 * 1. The policy's third statement denied every download, the pipeline's own included: it is gone. Bytes at rest are
 *    encrypted because unencrypted ones cannot be put.
 * 2. Older versions went to STANDARD_IA after 7 days, which S3 refuses below 30; and at 30 they are deleted anyway.
 * 3. Access logs never arrived: the logs bucket now lets the logging service in.
 * 4. Upload URLs were signed with the key's id where the policy compares its ARN: they carry the ARN (`image-platform/urls.ts`).
 * 5. `.jpeg` and upper-case names started nothing: the rule has no suffix, and the handler tells uploads by their keys.
 * 6. File names beyond ASCII broke the metadata header: they are percent-encoded (`image-platform/urls.ts`).
 * 7. Lifecycle rules leave objects below 128 KiB in STANDARD: so they do, and that is said (facts.ts).
 */
import type { Blueprint, BlueprintContext, BucketSpec, PolicyDocument, Resources } from '../blueprint.ts';
import { bucketArn, functionArn, named } from '../arn.ts';
import {
  alarms,
  encryptionRequired,
  environment,
  functions,
  INPUT_LIFECYCLE,
  inputBucket,
  key,
  logsBucket,
  NAMES,
  outputBucket,
  SOURCE,
  workflow,
} from './facts.ts';

/** Lets S3 write the access logs of the two other buckets, each under its prefix. */
function logDelivery(context: BlueprintContext): PolicyDocument {
  const allow = (name: string, prefix: string) => ({
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `${bucketArn(named(NAMES.logs, context))}/${prefix}*`,
    Condition: {
      ArnLike: { 'aws:SourceArn': bucketArn(named(name, context)) },
      StringEquals: { 'aws:SourceAccount': context.accountId },
    },
  });
  return {
    Version: '2012-10-17',
    Statement: [allow(NAMES.input, 'logs/input-bucket/'), allow(NAMES.output, 'logs/output-bucket/')],
  };
}

const input = (context: BlueprintContext): BucketSpec => ({
  ...inputBucket(context),
  lifecycle: [INPUT_LIFECYCLE],
  policy: encryptionRequired(context),
  notifications: {
    LambdaFunctionConfigurations: [
      {
        Id: 'Uploads',
        LambdaFunctionArn: functionArn(named(NAMES.eventHandler, context), context),
        Events: ['s3:ObjectCreated:*'],
        Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'uploads/' }] } },
      },
    ],
  },
});

const resources = (context: BlueprintContext): Resources => ({
  buckets: [
    // First, because the others write their logs into it.
    { ...logsBucket(context), publicAccessBlock: true, policy: logDelivery(context) },
    input(context),
    outputBucket(context),
  ],
  queues: [],
  topics: [],
  functions: functions(context),
  tables: [],
  keys: [key(context)],
  stateMachines: [workflow(context)],
  alarms: alarms(context),
  environment: environment(context),
});

export const imagePlatform: Blueprint = {
  name: 'image-platform',
  form: 'repaired',
  source: SOURCE,
  resources,
};
