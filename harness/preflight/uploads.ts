/** Uploads by every advertised path, as a client makes them that knows only what it is told. */
import { IMAGES, imageBytes } from '#fixtures';
import type { UploadedFile, UploadUse } from '#pipeline';
import type { JournalEntry } from '#aws';
import type { Finding } from './finding.ts';
import { deniedBy } from './journal-reading.ts';
import { signUpload, type SignedUpload } from './signed-upload.ts';
import type { Deployed, Stage } from './stage.ts';

export interface Upload {
  readonly use: UploadUse;
  readonly file: UploadedFile;
  readonly key: string;
  /** Whether S3 took it as the design has it uploaded. */
  readonly taken: boolean;
  /** What it set off. */
  readonly entries: readonly JournalEntry[];
  readonly findings: readonly Finding[];
}

const HOSTILE_USER = 'my dog+1 ünï';

/** One file per extension, and one of a user whose name needs encoding wherever it goes. */
export const filesOf = ({ extensions }: UploadUse): readonly UploadedFile[] => [
  ...extensions.map((extension) => ({ user: 'preflight', extension, filename: `holiday.${extension}` })),
  { user: HOSTILE_USER, extension: extensions[0] ?? 'jpg', filename: 'Zoë am Meer – 1.jpg' },
];

export const isHostile = ({ user }: UploadedFile): boolean => user === HOSTILE_USER;

const TYPES: Readonly<Record<string, { readonly type: string; readonly image: { readonly path: string } }>> =
  {
    png: { type: 'image/png', image: IMAGES.chelsea },
    gif: { type: 'image/gif', image: IMAGES.gif },
    webp: { type: 'image/webp', image: IMAGES.webp },
  };

const typeOf = (extension: string) =>
  TYPES[extension.toLowerCase()] ?? { type: 'image/jpeg', image: IMAGES.sideways };

/** Uploads a file, and sees to it in the end that the object is there, so that what follows can be watched. */
export async function upload(
  stage: Stage,
  deployed: Deployed,
  use: UploadUse,
  file: UploadedFile,
): Promise<Upload> {
  const key = use.key(file);
  const { type, image } = typeOf(file.extension);
  const body = await imageBytes(image);
  const findings: Finding[] = [];
  const resource = `bucket ${use.bucket}`;
  const place = deployed.place('bucket', use.bucket);
  let taken = false;
  const entries = await stage.watch(async () => {
    const signed = await signUpload(stage, use, { file, key, type });
    const asTold = await send(signed, body, use.tellsHeaders ? signed.headers : {});
    taken = asTold.status === 200;
    if (taken) return;
    const complete = use.tellsHeaders ? asTold : await send(signed, body, signed.headers);
    if (complete !== asTold) {
      findings.push({
        rule: 'untold-headers',
        resource,
        place: deployed.place('bucket', use.bucket, 'upload URL'),
        problem: 'An upload URL is bound to headers that its receiver is not told',
        evidence: `PUT with the URL alone: ${asTold.answer}; signed are ${Object.keys(signed.headers).join(', ')}`,
        repair: 'Answer with the headers to send beside the URL.',
      });
    }
    if (complete.status === 200) return;
    const denial = deniedBy(stage.cloud.journal.entries().slice(-20));
    findings.push({
      rule: 'upload-refused',
      resource,
      place: denial === undefined ? place : deployed.place('bucket', use.bucket, 'policy'),
      problem: `Uploads as the design signs them are refused`,
      evidence: `PUT ${key}: ${complete.answer}${denial === undefined ? '' : `; ${denial}`}; sent ${JSON.stringify(signed.headers)}`,
      repair: /kms-key-id|key/.test(denial ?? complete.answer)
        ? 'Sign the value that the policy compares with: the key’s whole ARN where it names an ARN.'
        : 'Sign what the bucket’s policy asks for.',
    });
    await putRegardless(stage, use.bucket, { Key: key, Body: body, ContentType: type });
  });
  return { use, file, key, taken, entries, findings };
}

interface Sent {
  readonly status: number;
  readonly answer: string;
}

export async function send(
  { url }: SignedUpload,
  body: Uint8Array,
  headers: Record<string, string>,
): Promise<Sent> {
  const answer = await fetch(url, { method: 'PUT', body: Buffer.from(body), headers });
  const text = await answer.text();
  const member = (name: string): string =>
    (new RegExp(`<${name}>([^<]*)`).exec(text)?.[1] ?? '').replaceAll('&quot;', '"');
  return { status: answer.status, answer: `${answer.status} ${member('Code')}: ${member('Message')}` };
}

/** Puts an object that the design’s own policy refuses, with the policy taken off for that moment. */
async function putRegardless(
  { clients }: Stage,
  Bucket: string,
  object: { readonly Key: string; readonly Body: Uint8Array; readonly ContentType: string },
): Promise<void> {
  const s3 = await clients.s3();
  const { Policy } = await s3.getBucketPolicy({ Bucket }).catch(() => ({ Policy: undefined }));
  if (Policy !== undefined) await s3.deleteBucketPolicy({ Bucket });
  await s3.putObject({ Bucket, ...object });
  if (Policy !== undefined) await s3.putBucketPolicy({ Bucket, Policy });
}
