/** Whether what is signed into an upload's metadata is what is read back. */
import { BucketAlreadyOwnedByYou } from '@aws-sdk/client-s3';
import type { Finding } from './finding.ts';
import { lookAt } from './objects.ts';
import { signUpload } from './signed-upload.ts';
import type { Deployed, Stage } from './stage.ts';
import { send, type Upload } from './uploads.ts';

/** A bucket without rules: whether the design takes the upload is another question. */
const SCRATCH = 'preflight-metadata';

export async function checkMetadata(
  stage: Stage,
  deployed: Deployed,
  { use, file }: Upload,
): Promise<readonly Finding[]> {
  const wanted = Object.entries(use.metadata(file));
  if (wanted.length === 0) return [];
  const s3 = await stage.clients.s3();
  await s3.createBucket({ Bucket: SCRATCH }).catch((error: unknown) => {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  });
  const upload = { ...use, bucket: SCRATCH, signedHeaders: {} };
  const signed = await signUpload(stage, upload, { file, key: 'image', type: 'image/jpeg' });
  const { answer } = await send(signed, Buffer.from('x'), signed.headers);
  const seen = await lookAt(stage, { bucket: SCRATCH, key: 'image' });
  const metadata = typeof seen === 'number' ? {} : (seen.Metadata ?? {});
  await s3.deleteObject({ Bucket: SCRATCH, Key: 'image' });
  const changed = wanted.filter(([name, value]) => metadata[name] !== value);
  if (changed.length === 0) return [];
  const shown = changed.map(
    ([name, value]) => `x-amz-meta-${name}: ${value} comes back as ${metadata[name] ?? 'nothing'}`,
  );
  return [
    {
      rule: 'metadata-changed',
      resource: `bucket ${use.bucket}`,
      place: deployed.place('bucket', use.bucket, 'upload metadata'),
      problem: 'Metadata holds text that headers cannot carry',
      evidence: `PUT: ${answer.replace(/ : $/, '')}; ${shown.join('; ')}`,
      repair: 'Percent-encode what users name, and decode it where it is read.',
    },
  ];
}
