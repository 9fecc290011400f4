/**
 * The image platform exactly as its document has it, to show how AWS answers. S3 refuses the input bucket's lifecycle, since
 * STANDARD_IA takes older versions after 30 days and not after 7; and were it taken, the third statement of the bucket's
 * policy would deny every download: a GET carries no encryption header, so the condition always holds.
 */
import type { Blueprint, BlueprintContext, PolicyDocument, Resources } from '../blueprint.ts';
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

function policy(context: BlueprintContext): PolicyDocument {
  const { Version, Statement } = encryptionRequired(context);
  return {
    Version,
    Statement: [
      ...Statement,
      {
        Sid: 'DenyUnencryptedObjectDownloads',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: `${bucketArn(named(NAMES.input, context))}/*`,
        Condition: { Null: { 's3:x-amz-server-side-encryption': 'true' } },
      },
    ],
  };
}

const resources = (context: BlueprintContext): Resources => ({
  buckets: [
    // First, because the others write their logs into it.
    logsBucket(context),
    {
      ...inputBucket(context),
      lifecycle: [
        {
          ...INPUT_LIFECYCLE,
          NoncurrentVersionTransitions: [{ NoncurrentDays: 7, StorageClass: 'STANDARD_IA' }],
        },
      ],
      policy: policy(context),
      notifications: {
        LambdaFunctionConfigurations: ['.jpg', '.png', '.gif'].map((suffix) => ({
          LambdaFunctionArn: functionArn(named(NAMES.eventHandler, context), context),
          Events: ['s3:ObjectCreated:*'],
          Filter: {
            Key: {
              FilterRules: [
                { Name: 'prefix', Value: 'uploads/' },
                { Name: 'suffix', Value: suffix },
              ],
            },
          },
        })),
      },
    },
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

export const imagePlatformAsWritten: Blueprint = {
  name: 'image-platform',
  form: 'as-written',
  source: SOURCE,
  resources,
};
