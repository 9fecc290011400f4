/**
 * How a stack is used: by uploads where options or notification rules say so, and by views where options or bucket origins
 * do. In patterns `{key}` is the upload's key, `{user}` and `{ext}` those of the file, and `{id}` one name for all.
 */
import type { Place, UploadUse, Usage, ViewUse } from '#pipeline';
import type { Stage } from './stage.ts';

export interface Asked {
  /** `ImageBucket=uploads/{user}/{id}.{ext}`: a logical or a real name. */
  readonly uploads: readonly string[];
  /** `thumbnail=/thumbnails/{key}`, paths of the distribution. */
  readonly views: readonly string[];
  /** Origins of the pages that upload. */
  readonly pages: readonly string[];
}

interface Standing {
  readonly logical: string;
  readonly physical: string;
  readonly type: string;
}

const EXTENSIONS = ['jpg', 'jpeg', 'JPG', 'png', 'webp'];
const BUCKET = 'AWS::S3::Bucket';

const split = (text: string): readonly [string, string] => {
  const at = text.indexOf('=');
  return [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
};

export async function impliedUsage(
  stage: Stage,
  standing: readonly Standing[],
  { uploads, views, pages }: Asked,
): Promise<Usage> {
  const buckets = standing.filter(({ type, physical }) => type === BUCKET && physical !== '');
  const origins = await bucketOrigins(stage);
  const patterns = uploads.map(split).flatMap(([name, pattern]) => {
    const bucket = buckets.find(({ logical, physical }) => logical === name || physical === name);
    return bucket === undefined ? [] : [{ bucket: bucket.physical, pattern }];
  });
  const watched = await watchedPrefixes(stage, buckets);
  const used = [
    ...patterns,
    ...watched.filter(({ bucket }) => !patterns.some((given) => given.bucket === bucket)),
  ];
  const first = used[0] ?? origins.map((bucket) => ({ bucket, pattern: 'preflight/{id}.{ext}' }))[0];
  const shown: ViewUse[] = views.map(split).map(([name, path]) => ({
    name: name === '' ? path : name,
    shows: (key) => ({ bucket: first?.bucket ?? '', key }),
    path: (key) => path.replaceAll('{key}', key),
  }));
  const plain: ViewUse[] = origins
    .filter((bucket) => bucket === first?.bucket && views.length === 0)
    .map((bucket) => ({
      name: 'object',
      shows: (key): Place => ({ bucket, key }),
      path: (key) => `/${key}`,
    }));
  const all = used.length === 0 && first !== undefined ? [first] : used;
  return { uploads: all.map((use) => uploadUse(use, pages)), views: [...shown, ...plain] };
}

const uploadUse = (
  { bucket, pattern }: { readonly bucket: string; readonly pattern: string },
  origins: readonly string[],
): UploadUse => ({
  bucket,
  key: ({ user, extension }) =>
    pattern.replaceAll('{user}', user).replaceAll('{id}', '0a1b2c3d').replaceAll('{ext}', extension),
  extensions: EXTENSIONS,
  signedHeaders: {},
  metadata: () => ({}),
  tellsHeaders: true,
  origins,
  products: () => [],
});

/** Buckets with rules that tell of uploads, and a pattern of names below each rule's prefix. */
async function watchedPrefixes({ clients }: Stage, buckets: readonly Standing[]) {
  const s3 = await clients.s3();
  const watched: { bucket: string; pattern: string }[] = [];
  for (const { physical: Bucket } of buckets) {
    const configuration = await s3.getBucketNotificationConfiguration({ Bucket });
    const rules = [
      ...(configuration.LambdaFunctionConfigurations ?? []),
      ...(configuration.QueueConfigurations ?? []),
      ...(configuration.TopicConfigurations ?? []),
    ];
    const prefixes = rules.map(
      ({ Filter }) =>
        Filter?.Key?.FilterRules?.find(({ Name }) => Name?.toLowerCase() === 'prefix')?.Value ?? '',
    );
    for (const prefix of new Set(prefixes)) {
      watched.push({ bucket: Bucket, pattern: `${prefix}{user}/{id}.{ext}` });
    }
  }
  return watched;
}

/** Buckets of the distribution's default behaviour, where it asks for no signature. */
async function bucketOrigins({ clients }: Stage): Promise<readonly string[]> {
  const cloudfront = await clients.cloudfront();
  const { DistributionList } = await cloudfront.listDistributions({});
  return (DistributionList?.Items ?? []).flatMap(({ Origins, DefaultCacheBehavior }) => {
    const target = Origins?.Items?.find(({ Id }) => Id === DefaultCacheBehavior?.TargetOriginId);
    const bucket = /^(.+)\.s3[.-]/.exec(target?.DomainName ?? '')?.[1];
    return bucket === undefined || DefaultCacheBehavior?.TrustedKeyGroups?.Enabled === true ? [] : [bucket];
  });
}
