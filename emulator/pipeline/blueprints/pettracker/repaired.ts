/**
 * PetTracker as it works. Every departure from the documents is marked with the trap that it mends.
 *
 *  1. The notifications of function and queue overlap: one topic now hears of every upload and fans out to both.
 *  2. Only `.jpg` made thumbnails: the rule has no suffix, the function tells formats by their bytes and names every
 *     thumbnail `-thumb.jpg`.
 *  3. `/images/{key}` reached S3 as `images/uploads/…`: an edge function takes the segment off (delivery.ts).
 *  4. `/thumbnails/…` fell to the static files: it has a behaviour of its own (delivery.ts).
 *  5. A missing object under HEAD is a bare 404: the API tells it by status, not by the name NoSuchKey (api/).
 *  6. Deleting left markers and bytes behind: markers without versions expire, and the API can erase (api/).
 *  7. Thumbnails expired under living originals: they now stay as long as these.
 *  8. A presigned PUT without the signed Content-Type is refused: the API answers with the header to send (api/).
 *  9. Keys in events are form-encoded: one reader decodes them for all consumers (processors/event-records.ts).
 * 10. Nothing let S3 and SNS call: topic, queue and function have their policies.
 * 11. CORS was forgotten at first: it is part of the bucket.
 * 12. The function's timeout made duplicates: it has time and memory, is idempotent, and what fails for good is kept; the
 *     long work stays behind the queue.
 */
import type {
  Blueprint,
  BlueprintContext,
  FunctionSpec,
  QueueSpec,
  Resources,
  TopicSpec,
} from '../blueprint.ts';
import { arnOf, bucketArn, functionArn, named } from '../arn.ts';
import { allowService } from '../policies.ts';
import { deliveryRepaired } from './delivery.ts';
import {
  CLEANUP_MULTIPART,
  CORS,
  environment,
  NAMES,
  OLD_VERSIONS,
  privateBucket,
  SOURCE,
  thumbnailRights,
  UPLOADS_TO_IA,
} from './facts.ts';
import { usageRepaired } from './usage.ts';

const TOPIC = 'pettracker-image-events';
const QUEUE_DLQ = 'pettracker-ml-dlq';
const THUMBNAIL_DLQ = 'pettracker-thumbnail-dlq';

/** What has failed for good is looked at by people, who need more than the four days that queues keep messages by default. */
const FOURTEEN_DAYS = String(14 * 24 * 3600);

const topicArn = (context: BlueprintContext): string => arnOf('sns', named(TOPIC, context), context);

function topic(context: BlueprintContext): TopicSpec {
  return {
    name: named(TOPIC, context),
    policy: allowService(
      {
        service: 's3.amazonaws.com',
        action: 'sns:Publish',
        resource: topicArn(context),
        sourceArn: bucketArn(named(NAMES.images, context)),
      },
      context,
    ),
    subscriptions: [
      { protocol: 'lambda', endpointArn: functionArn(named(NAMES.thumbnails, context), context) },
      {
        protocol: 'sqs',
        endpointArn: arnOf('sqs', named(NAMES.queue, context), context),
        // The queue then holds what S3 wrote, without SNS's envelope around it.
        attributes: { RawMessageDelivery: 'true' },
      },
    ],
  };
}

const queues = (context: BlueprintContext): readonly QueueSpec[] => [
  { name: named(QUEUE_DLQ, context), attributes: { MessageRetentionPeriod: FOURTEEN_DAYS } },
  { name: named(THUMBNAIL_DLQ, context), attributes: { MessageRetentionPeriod: FOURTEEN_DAYS } },
  {
    name: named(NAMES.queue, context),
    // Longer than a worker needs for a batch, and polls that wait: fewer empty answers, fewer requests to pay for.
    attributes: { VisibilityTimeout: '120', ReceiveMessageWaitTimeSeconds: '20' },
    deadLetter: { queue: named(QUEUE_DLQ, context), maxReceiveCount: 3 },
    policy: allowService(
      {
        service: 'sns.amazonaws.com',
        action: 'sqs:SendMessage',
        resource: arnOf('sqs', named(NAMES.queue, context), context),
        sourceArn: topicArn(context),
      },
      context,
    ),
  },
];

function thumbnailFunction(context: BlueprintContext): FunctionSpec {
  return {
    name: named(NAMES.thumbnails, context),
    runtime: 'nodejs24.x',
    source: { module: 'processors/thumbnail.ts', handler: 'handler', sharp: true },
    timeout: 30,
    // A 64-megapixel image, the largest admitted, decodes to some 200 MB; and memory is what Lambda deals out CPU by.
    memory: 1024,
    environment: {
      THUMBNAIL_KEY_RULE: 'repaired',
      ...(context.databaseUrl === undefined ? {} : { DATABASE_URL: context.databaseUrl }),
    },
    permissions: [
      { statementId: 'image-events', principal: 'sns.amazonaws.com', sourceArn: topicArn(context) },
    ],
    rights: thumbnailRights(context),
    deadLetterQueue: named(THUMBNAIL_DLQ, context),
  };
}

const resources = (context: BlueprintContext): Resources => ({
  buckets: [
    {
      ...privateBucket(NAMES.images, context),
      versioning: 'Enabled',
      lifecycle: [
        UPLOADS_TO_IA,
        { ...OLD_VERSIONS, Expiration: { ExpiredObjectDeleteMarker: true } },
        CLEANUP_MULTIPART,
      ],
      cors: CORS,
      notifications: {
        TopicConfigurations: [
          {
            Id: 'ImageEvents',
            TopicArn: topicArn(context),
            Events: ['s3:ObjectCreated:*'],
            Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'uploads/' }] } },
          },
        ],
      },
    },
    privateBucket(NAMES.static, context),
    privateBucket(NAMES.logs, context),
  ],
  queues: queues(context),
  topics: [topic(context)],
  functions: [thumbnailFunction(context)],
  tables: [],
  ...deliveryRepaired(context),
  environment: environment(context),
});

export const pettracker: Blueprint = {
  name: 'pettracker',
  form: 'repaired',
  source: SOURCE,
  resources,
  usage: usageRepaired,
};
