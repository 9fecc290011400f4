import {
  CreateBucketCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketMetricsConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketMetricsConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { BucketSpec } from '#pipeline';
import type { Attempt } from './attempt.ts';
import { changed, covers, found, type Change } from './change.ts';

/** One aspect of a bucket: what is wanted, what stands, and how to make it stand. */
interface Part {
  readonly name: string;
  readonly wanted: unknown;
  readonly look: () => Promise<unknown>;
  readonly put: () => Promise<unknown>;
}

const BLOCK_ALL = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** Makes a bucket what its description says, short of its notifications, whose destinations may not stand yet. */
export async function ensureBucket(
  s3: S3Client,
  spec: BucketSpec,
  { region, attempt }: { readonly region: string; readonly attempt: Attempt },
): Promise<Change> {
  const Bucket = spec.name;
  const standing = await found(s3.send(new HeadBucketCommand({ Bucket })), 'NotFound', 'NoSuchBucket');
  if (standing === undefined) {
    const location = region === 'us-east-1' ? {} : { LocationConstraint: region as never };
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: location }));
  }
  const parts: string[] = [];
  for (const part of bucketParts(s3, spec)) {
    if (part.wanted === undefined || covers(part.wanted, await part.look())) continue;
    await attempt({ kind: 'bucket', name: Bucket, part: part.name }, async () => {
      await part.put();
      parts.push(part.name);
    });
  }
  return standing === undefined
    ? { kind: 'bucket', name: Bucket, outcome: 'created' }
    : changed('bucket', Bucket, parts);
}

/** Puts a bucket's notification configuration, which S3 checks against the destinations' policies. */
export async function ensureNotifications(s3: S3Client, spec: BucketSpec): Promise<Change | undefined> {
  const { name: Bucket, notifications } = spec;
  if (notifications === undefined) return undefined;
  const { $metadata: _, ...standing } = await s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket }),
  );
  if (covers(comparable(notifications), comparable(standing))) {
    return { kind: 'notifications', name: Bucket, outcome: 'unchanged' };
  }
  await s3.send(
    new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: notifications }),
  );
  return { kind: 'notifications', name: Bucket, outcome: 'created' };
}

/** S3 takes the names of filter rules in any case and gives them back in its own. */
const comparable = (configuration: object): unknown =>
  JSON.parse(JSON.stringify(configuration), (member, value: unknown) =>
    member === 'Name' && typeof value === 'string' ? value.toLowerCase() : value,
  );

/** Tags have no order; targets give them back in one of their own. */
const byKey = <T extends { readonly Key: string | undefined }>(tags: readonly T[]): T[] =>
  tags.toSorted((a, b) => (a.Key ?? '').localeCompare(b.Key ?? ''));

function bucketParts(s3: S3Client, spec: BucketSpec): readonly Part[] {
  const { name: Bucket, requestMetrics: Id } = spec;
  const tags = spec.tags && byKey(Object.entries(spec.tags).map(([Key, Value]) => ({ Key, Value })));
  return [
    {
      name: 'public access block',
      wanted: spec.publicAccessBlock ? BLOCK_ALL : undefined,
      look: async () =>
        (
          await found(
            s3.send(new GetPublicAccessBlockCommand({ Bucket })),
            'NoSuchPublicAccessBlockConfiguration',
          )
        )?.PublicAccessBlockConfiguration,
      put: () =>
        s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: BLOCK_ALL })),
    },
    {
      name: 'encryption',
      wanted: spec.encryption,
      // S3 has encrypted every bucket since 2023 and always has an answer; emulators may not.
      look: async () =>
        (
          await found(
            s3.send(new GetBucketEncryptionCommand({ Bucket })),
            'ServerSideEncryptionConfigurationNotFoundError',
          )
        )?.ServerSideEncryptionConfiguration?.Rules,
      put: () =>
        s3.send(
          new PutBucketEncryptionCommand({
            Bucket,
            ServerSideEncryptionConfiguration: { Rules: [...(spec.encryption ?? [])] },
          }),
        ),
    },
    {
      name: 'versioning',
      wanted: spec.versioning,
      look: async () => (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status,
      put: () =>
        s3.send(
          new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: spec.versioning } }),
        ),
    },
    {
      name: 'lifecycle',
      wanted: spec.lifecycle,
      look: async () =>
        (
          await found(
            s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
            'NoSuchLifecycleConfiguration',
          )
        )?.Rules,
      put: () =>
        s3.send(
          new PutBucketLifecycleConfigurationCommand({
            Bucket,
            LifecycleConfiguration: { Rules: [...(spec.lifecycle ?? [])] },
          }),
        ),
    },
    {
      name: 'cors',
      wanted: spec.cors,
      look: async () =>
        (await found(s3.send(new GetBucketCorsCommand({ Bucket })), 'NoSuchCORSConfiguration'))?.CORSRules,
      put: () =>
        s3.send(
          new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [...(spec.cors ?? [])] } }),
        ),
    },
    {
      name: 'tags',
      wanted: tags,
      look: async () =>
        byKey((await found(s3.send(new GetBucketTaggingCommand({ Bucket })), 'NoSuchTagSet'))?.TagSet ?? []),
      put: () => s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: tags } })),
    },
    {
      name: 'logging',
      wanted: spec.logging,
      look: async () => (await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled,
      put: () =>
        s3.send(
          new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled: spec.logging } }),
        ),
    },
    {
      name: 'request metrics',
      wanted: Id,
      look: async () =>
        (
          await found(
            s3.send(new GetBucketMetricsConfigurationCommand({ Bucket, Id })),
            'NoSuchConfiguration',
          )
        )?.MetricsConfiguration?.Id,
      put: () =>
        s3.send(new PutBucketMetricsConfigurationCommand({ Bucket, Id, MetricsConfiguration: { Id } })),
    },
    {
      name: 'policy',
      wanted: spec.policy,
      look: async () => {
        const standing = await found(s3.send(new GetBucketPolicyCommand({ Bucket })), 'NoSuchBucketPolicy');
        return standing?.Policy === undefined ? undefined : (JSON.parse(standing.Policy) as unknown);
      },
      put: () => s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(spec.policy) })),
    },
  ];
}
