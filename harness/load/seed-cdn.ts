/** Images for viewers of the CDN: put into the bucket, and signed for where they are not public. */
import type { S3 } from '@aws-sdk/client-s3';
import { SafelightError } from '#aws';
import type { Photo } from '../journey/photo.ts';
import type { Ground } from './ground.ts';

export interface Looks {
  /** Public thumbnails, or originals by signed URLs; the script of a mixed day looks at both. */
  readonly access: 'public' | 'signed';
  readonly caches: 'cold' | 'warm';
}

/** Images that viewers choose from. */
const IMAGES = 200;
/** Seconds for which the signature holds: longer than any run. */
const SIGNED_FOR = 7 * 24 * 3_600;

/** What scripts that look at the CDN are told of it. */
export async function cdnVariables(
  ground: Ground,
  photo: Photo,
  { access, caches }: Looks,
): Promise<Readonly<Record<string, string>>> {
  const { target, resources, distributions } = ground;
  const [distribution] = distributions;
  if (distribution === undefined) {
    throw new SafelightError('ERR_NO_CDN', 'There is no distribution to look at.', {
      hint: 'Report this with the output of safelight status.',
    });
  }
  const s3 = await target.clients.s3();
  const Bucket = resources.environment['IMAGES_BUCKET'] ?? '';
  await seed(s3, Bucket, photo, (number) => `thumbnails/load/${number}-thumb.jpg`);
  if (access === 'signed') await seed(s3, Bucket, photo, (number) => `originals/load/${number}.jpg`);
  // Only a safelight answers for a distribution under its own address.
  const base =
    target.control === undefined
      ? `https://${distribution.domainName}`
      : `${target.s3}/_safelight/cdn/${distribution.id}`;
  return {
    CDN: base,
    ACCESS: access,
    CACHES: caches,
    IMAGES: String(IMAGES),
    IMAGE_BYTES: String(photo.bytes.length),
    ...(access === 'signed' && {
      SIGNATURE: await signatureFor(ground, `https://${distribution.domainName}/images/originals/load/*`),
    }),
  };
}

/** Under prefixes that set off none of the pipeline's functions. */
async function seed(s3: S3, Bucket: string, photo: Photo, key: (number: number) => string): Promise<void> {
  for (let number = 0; number < IMAGES; number += 1) {
    await s3.putObject({ Bucket, Key: key(number), Body: photo.bytes, ContentType: photo.contentType });
  }
}

/** The query that shows every resource a pattern names, as the pipeline's signing key signs it. */
async function signatureFor({ target, resources }: Ground, pattern: string): Promise<string> {
  const [key] = resources.signingKeys ?? [];
  const [cloudfront, secrets] = await Promise.all([target.clients.cloudfront(), target.clients.secrets()]);
  const { KeyGroupList } = await cloudfront.listKeyGroups({});
  const group = KeyGroupList?.Items?.find(({ KeyGroup }) => KeyGroup?.KeyGroupConfig?.Name === key?.keyGroup);
  const keyPairId = group?.KeyGroup?.KeyGroupConfig?.Items?.[0] ?? '';
  const { SecretString: privateKey = '' } = await secrets.getSecretValue({ SecretId: key?.secret ?? '' });
  // Whether a signature still holds is judged by the cloud's time.
  const now = target.control === undefined ? Date.now() : Date.parse((await target.control.clock()).now);
  const expires = Math.floor(now / 1_000) + SIGNED_FOR;
  const policy = JSON.stringify({
    Statement: [{ Resource: pattern, Condition: { DateLessThan: { 'AWS:EpochTime': expires } } }],
  });
  const { getSignedUrl } = await import('@aws-sdk/cloudfront-signer');
  const url = getSignedUrl({ url: pattern, keyPairId, privateKey, policy });
  return url.slice(url.indexOf('?') + 1);
}
