/**
 * The image platform exactly as its document has it, to show how AWS answers. S3 refuses the input bucket's lifecycle, since
 * STANDARD_IA takes older versions after 30 days and not after 7, and CloudTrail a bucket that does not let it in; and were
 * both taken, the third statement of the bucket's policy would deny every download: a GET carries no encryption header,
 * so the condition always holds. `repaired.ts` names what else is wrong.
 */
import type { BlueprintContext, PolicyDocument } from '../blueprint.ts';
import { bucketArn, functionArn, named } from '../arn.ts';
import {
  encryptionRequired,
  INPUT_LIFECYCLE,
  inputBucket,
  logsBucket,
  NAMES,
  outputBucket,
} from './facts.ts';
import { imagePlatformAs } from './form.ts';
import { errorsAlarm, sizeAlarm } from './watching.ts';

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

export const imagePlatformAsWritten = imagePlatformAs('as-written', (context) => ({
  logs: logsBucket(context),
  input: {
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
  output: outputBucket(context),
  alarms: [errorsAlarm(context), sizeAlarm(context)],
}));
