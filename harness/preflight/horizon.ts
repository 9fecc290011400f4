/** The lifecycle rules over their horizon: what moves, what goes, what stays behind. */
import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { Place } from '#pipeline';
import { found } from '../provision/change.ts';
import type { Finding } from './finding.ts';
import { lookAt, missing } from './objects.ts';
import { DAY, type Deployed, type Stage } from './stage.ts';
import type { Upload } from './uploads.ts';
import { viewFromBucket } from './views.ts';

/** Rules for years are for archives; the design has shown by then what it does. */
const LONGEST = 400;
/** S3 works lifecycle rules off once a day, and takes its time. */
const LATE = 2;
/** What stands in for a product that was not made: small, as thumbnails are. */
const STAND_IN = 'x'.repeat(20 * 1024);

interface Rules {
  readonly bucket: string;
  readonly rules: readonly LifecycleRule[];
}

interface Watched {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
}

export async function checkHorizon(
  stage: Stage,
  deployed: Deployed,
  uploads: readonly Upload[],
): Promise<readonly Finding[]> {
  const all = await rulesOf(stage);
  const [{ use, key } = { use: undefined, key: '' }] = uploads;
  if (use === undefined) return [];
  const s3 = await stage.clients.s3();
  for (const { bucket: Bucket, key: Key } of await missing(stage, use.products(key))) {
    await s3.putObject({ Bucket, Key, Body: STAND_IN });
  }
  const watched = await sizes(stage, [{ bucket: use.bucket, key }, ...use.products(key)]);
  const deleted = await deleteAnother(stage, uploads);
  const findings: (Finding & { readonly about?: string })[] = [];
  let today = 0;
  for (const day of daysOf(all)) {
    await stage.elapse((day - today) * DAY);
    today = day;
    findings.push(...(await outlived(stage, deployed, { use, key, today })));
    findings.push(...(await unreadable(stage, deployed, key, today)));
    findings.push(...(await unmoved(stage, deployed, { all, watched, today })));
  }
  findings.push(...(await remains(stage, deployed, deleted, today)));
  return findings;
}

async function rulesOf({ clients }: Stage): Promise<readonly Rules[]> {
  const s3 = await clients.s3();
  const { Buckets = [] } = await s3.listBuckets({});
  return Promise.all(
    Buckets.map(async ({ Name: bucket = '' }) => {
      const look = s3.getBucketLifecycleConfiguration({ Bucket: bucket });
      return { bucket, rules: (await found(look, 'NoSuchLifecycleConfiguration'))?.Rules ?? [] };
    }),
  );
}

function daysOf(all: readonly Rules[]): readonly number[] {
  const days = all.flatMap(({ rules }) =>
    rules.flatMap(({ Transitions = [], Expiration, NoncurrentVersionExpiration }) => [
      ...Transitions.map(({ Days = 0 }) => Days),
      Expiration?.Days ?? 0,
      (NoncurrentVersionExpiration?.NoncurrentDays ?? 0) * 2,
    ]),
  );
  return [...new Set(days)]
    .filter((day) => day > 0 && day <= LONGEST)
    .map((day) => day + LATE)
    .toSorted((a, b) => a - b);
}

async function sizes(stage: Stage, places: readonly Place[]): Promise<Watched[]> {
  const watched: Watched[] = [];
  for (const { bucket, key } of places) {
    const seen = await lookAt(stage, { bucket, key });
    if (typeof seen !== 'number') watched.push({ bucket, key, size: seen.ContentLength ?? 0 });
  }
  return watched;
}

/** Originals whose product is gone, though the design still shows it. */
async function outlived(
  stage: Stage,
  deployed: Deployed,
  { use, key, today }: { readonly use: Upload['use']; readonly key: string; readonly today: number },
): Promise<readonly Finding[]> {
  if ((await missing(stage, [{ bucket: use.bucket, key }])).length > 0) return [];
  const gone = await missing(stage, use.products(key));
  if (gone.length === 0) return [];
  return [
    {
      rule: 'outlived',
      resource: `bucket ${gone[0]?.bucket}`,
      place: deployed.place('bucket', gone[0]?.bucket ?? '', 'lifecycle'),
      problem: 'Products expire while the originals they belong to stay and are shown',
      evidence: `${today} days after the upload ${key} is there and ${gone[0]?.key} is not`,
      repair: 'Let products live as long as their originals, or make them anew when they are asked for.',
    },
  ];
}

async function unreadable(
  stage: Stage,
  deployed: Deployed,
  uploadKey: string,
  today: number,
): Promise<readonly (Finding & { readonly about?: string })[]> {
  const findings: (Finding & { readonly about?: string })[] = [];
  for (const view of deployed.usage.views) {
    const shown = view.shows(uploadKey);
    if (view.path !== undefined || (await missing(stage, [shown])).length > 0) continue;
    const { status, url } = await viewFromBucket(stage, view, uploadKey);
    if (status === 200) continue;
    findings.push({
      rule: 'archived',
      resource: `bucket ${shown.bucket}`,
      place: deployed.place('bucket', shown.bucket, 'lifecycle'),
      problem: 'Objects that are still shown move to a class that has to be restored from first',
      evidence: `${today} days after the upload GET ${url}: ${status}`,
      repair: 'Move what is shown to GLACIER_IR, which answers at once.',
      about: view.name,
    });
  }
  return findings;
}

function applies({ Filter, Prefix, Status }: LifecycleRule, { key, size }: Watched): boolean {
  const { And } = Filter ?? {};
  const prefix = Filter?.Prefix ?? And?.Prefix ?? Prefix ?? '';
  const above = Filter?.ObjectSizeGreaterThan ?? And?.ObjectSizeGreaterThan ?? -1;
  const below = Filter?.ObjectSizeLessThan ?? And?.ObjectSizeLessThan ?? Infinity;
  return Status === 'Enabled' && key.startsWith(prefix) && size > above && size < below;
}

/** Objects that a rule moves, as it reads, and that have not moved. */
async function unmoved(
  stage: Stage,
  deployed: Deployed,
  {
    all,
    watched,
    today,
  }: { readonly all: readonly Rules[]; readonly watched: readonly Watched[]; readonly today: number },
): Promise<readonly (Finding & { readonly about?: string })[]> {
  const findings: (Finding & { readonly about?: string })[] = [];
  for (const object of watched) {
    const seen = await lookAt(stage, object);
    const rules = all.find(({ bucket }) => bucket === object.bucket)?.rules ?? [];
    const due = rules.find(
      (rule) =>
        applies(rule, object) && (rule.Transitions ?? []).some(({ Days = 0 }) => Days + LATE <= today),
    );
    if (typeof seen === 'number' || due === undefined || seen.StorageClass !== undefined) continue;
    findings.push({
      rule: 'not-moved',
      resource: `bucket ${object.bucket}`,
      place: deployed.place('bucket', object.bucket, 'lifecycle'),
      problem: 'Small objects stay in STANDARD, whatever the rule for them says',
      evidence: `${today} days after it was written ${object.key} (${object.size} bytes) is in STANDARD; S3 moves nothing below 128 KiB unless a rule names a size`,
      repair:
        'Say in the rule from which size on it moves (ObjectSizeGreaterThan), and reckon with STANDARD for the rest.',
      about: object.key.split('/').at(-1) ?? object.key,
    });
  }
  return findings;
}

/** Deletes an image of its own as the design does. */
async function deleteAnother({ clients }: Stage, [upload]: readonly Upload[]) {
  const deletes = upload?.use.deletes;
  if (upload === undefined || deletes === undefined) return [];
  const s3 = await clients.s3();
  const key = upload.use.key({ ...upload.file, user: 'leaver' });
  const places = deletes(key);
  for (const { bucket: Bucket, key: Key } of places) {
    await s3.putObject({ Bucket, Key, Body: STAND_IN });
    await s3.deleteObject({ Bucket, Key });
  }
  return places;
}

async function remains(
  { clients }: Stage,
  deployed: Deployed,
  deleted: readonly Place[],
  today: number,
): Promise<readonly Finding[]> {
  const s3 = await clients.s3();
  const left: string[] = [];
  for (const { bucket: Bucket, key: Prefix } of deleted) {
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket, Prefix });
    if (Versions.length + DeleteMarkers.length === 0) continue;
    left.push(`${Prefix}: ${Versions.length} versions, ${DeleteMarkers.length} delete markers`);
  }
  if (left.length === 0) return [];
  const [{ bucket } = { bucket: '' }] = deleted;
  return [
    {
      rule: 'remains',
      resource: `bucket ${bucket}`,
      place: deployed.place('bucket', bucket, 'lifecycle'),
      problem: 'Deleting leaves something behind for good, because the bucket keeps versions',
      evidence: `${today} days after the deletion: ${left.join('; ')}`,
      repair: 'Expire noncurrent versions, and the markers without any (ExpiredObjectDeleteMarker).',
    },
  ];
}
