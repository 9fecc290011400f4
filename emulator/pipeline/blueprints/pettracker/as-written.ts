/**
 * PetTracker exactly as its documents have it, to show how AWS answers. It does not come up: S3 refuses the notification
 * configuration, because the rules for the function and for the queue overlap (the same prefix, the same events, and every
 * suffix begins with the empty one), and because nothing lets S3 call either of them. `repaired.ts` names what else is
 * wrong, one repair at a time.
 */
import type { Blueprint, BlueprintContext, Resources } from '../blueprint.ts';
import { arnOf, functionArn, named } from '../arn.ts';
import { deliveryAsWritten } from './delivery.ts';
import {
  CLEANUP_MULTIPART,
  CORS,
  environment,
  NAMES,
  OLD_VERSIONS,
  privateBucket,
  SOURCE,
  thumbnailRights,
  THUMBNAILS_EXPIRE,
  UPLOADS_TO_IA,
} from './facts.ts';
import { usageAsWritten } from './usage.ts';

const resources = (context: BlueprintContext): Resources => ({
  buckets: [
    {
      ...privateBucket(NAMES.images, context),
      versioning: 'Enabled',
      lifecycle: [UPLOADS_TO_IA, THUMBNAILS_EXPIRE, OLD_VERSIONS, CLEANUP_MULTIPART],
      cors: CORS,
      notifications: {
        LambdaFunctionConfigurations: [
          {
            Id: 'ThumbnailGenerator',
            LambdaFunctionArn: functionArn(named(NAMES.thumbnails, context), context),
            Events: ['s3:ObjectCreated:*'],
            Filter: {
              Key: {
                FilterRules: [
                  { Name: 'prefix', Value: 'uploads/' },
                  { Name: 'suffix', Value: '.jpg' },
                ],
              },
            },
          },
        ],
        QueueConfigurations: [
          {
            Id: 'MLProcessing',
            QueueArn: arnOf('sqs', named(NAMES.queue, context), context),
            Events: ['s3:ObjectCreated:*'],
            Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'uploads/' }] } },
          },
        ],
      },
    },
    privateBucket(NAMES.static, context),
    privateBucket(NAMES.logs, context),
  ],
  queues: [{ name: named(NAMES.queue, context) }],
  topics: [],
  functions: [
    {
      name: named(NAMES.thumbnails, context),
      runtime: 'nodejs24.x',
      source: { module: 'processors/thumbnail.ts', handler: 'handler', sharp: true },
      // The documents name neither; these are Lambda's defaults.
      timeout: 3,
      memory: 128,
      environment: { THUMBNAIL_KEY_RULE: 'as-written', EVENT_KEYS: 'as-sent' },
      permissions: [],
      // The documents name no role; it may do what its work takes.
      rights: thumbnailRights(context),
    },
  ],
  tables: [],
  ...deliveryAsWritten(context),
  environment: environment(context),
});

export const pettrackerAsWritten: Blueprint = {
  name: 'pettracker',
  form: 'as-written',
  source: SOURCE,
  resources,
  usage: usageAsWritten,
};
