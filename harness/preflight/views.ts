/** Whether what was made is seen where the design says it is. */
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ViewUse } from '#pipeline';
import { openEdge, type Seen } from './edge.ts';
import type { Finding } from './finding.ts';
import { missing } from './objects.ts';
import type { Deployed, Stage } from './stage.ts';

/** Views of one upload whose object is there. Those of objects that are not there have been told of already. */
export async function checkViews(
  stage: Stage,
  deployed: Deployed,
  uploadKey: string,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const view of deployed.usage.views) {
    const shown = view.shows(uploadKey);
    const [absent] = await missing(stage, [shown]);
    // Something stands in for what was not made, so that the way to it is looked at all the same.
    if (absent !== undefined && view.path === undefined) continue;
    const seen =
      view.path === undefined
        ? await viewFromBucket(stage, view, uploadKey)
        : await look(stage, deployed, view, uploadKey);
    if (seen.status === 200) continue;
    findings.push({
      rule: 'not-seen',
      resource: view.path === undefined ? `bucket ${shown.bucket}` : 'distribution',
      place: deployed.place('distribution', '', `view ${view.name}`),
      problem: `The design’s URL of the ${view.name} shows nothing`,
      evidence: `GET ${seen.url}: ${seen.status}; the object is ${shown.bucket}/${shown.key}${absent === undefined ? '' : ' (a stand-in)'}`,
      repair:
        'Give the path a behaviour of its own, and an edge function that takes off what the object’s key does not have.',
    });
  }
  return findings;
}

async function look(stage: Stage, { usage }: Deployed, view: ViewUse, uploadKey: string): Promise<Seen> {
  const shown = view.shows(uploadKey);
  const s3 = await stage.clients.s3();
  const [absent] = await missing(stage, [shown]);
  if (absent !== undefined) {
    await s3.putObject({ Bucket: shown.bucket, Key: shown.key, Body: 'stand-in', ContentType: 'image/jpeg' });
  }
  const edge = await openEdge(stage, usage.signingSecret);
  const seen = await edge.view(view.path?.(uploadKey) ?? '');
  if (absent !== undefined) await s3.deleteObject({ Bucket: shown.bucket, Key: shown.key });
  return seen;
}

export async function viewFromBucket(
  { connection, cloud }: Stage,
  view: ViewUse,
  uploadKey: string,
): Promise<Seen> {
  const { bucket: Bucket, key: Key } = view.shows(uploadKey);
  const presigner = new S3Client({ ...connection, forcePathStyle: true });
  const signingDate = new Date(cloud.clock.now());
  const url = await getSignedUrl(presigner, new GetObjectCommand({ Bucket, Key }), { signingDate });
  presigner.destroy();
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return { url: url.split('?')[0] ?? url, status: answer.status };
}
