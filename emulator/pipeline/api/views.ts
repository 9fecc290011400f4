/** Where an image can be seen: on the CDN, or by a presigned GET straight from the bucket. */
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl as signForCdn } from '@aws-sdk/cloudfront-signer';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { keyPath, thumbnailKey } from '../keys.ts';
import { invalid } from './problem.ts';

/** Seconds for which a URL shows the image. */
export const VIEW_SECONDS = 3600;

export interface Cdn {
  /** `https://d111111abcdef8.cloudfront.net`, without a slash at the end. */
  readonly baseUrl: string;
  /** Who signs URLs under `/images/`. Without it they are given out unsigned, for a CDN that asks for no signature. */
  readonly signing?: {
    readonly keyPairId: string;
    /** PEM. Asked for once, when the first URL is signed. */
    readonly privateKey: () => Promise<string>;
  };
}

export interface ViewOptions {
  readonly presigner: S3Client;
  readonly bucket: string;
  readonly cdn?: Cdn;
  readonly now: () => Date;
}

export interface ViewUrl {
  readonly url: string;
  /** Seconds; `null` when the URL does not expire. */
  readonly expires_in: number | null;
}

export type Via = 'cdn' | 's3';

/** By which way, if the caller has no wish: the CDN when there is one. */
export function readVia(via: string | undefined, cdn: Cdn | undefined): Via {
  if (via === undefined) return cdn === undefined ? 's3' : 'cdn';
  if (via === 's3') return via;
  if (via !== 'cdn') throw invalid('via must be cdn or s3');
  if (cdn === undefined) throw invalid('via=cdn: there is no CDN here');
  return via;
}

async function fromBucket({ presigner, bucket, now }: ViewOptions, key: string): Promise<ViewUrl> {
  const command = new GetObjectCommand({ Bucket: bucket, Key: key });
  const url = await getSignedUrl(presigner, command, { expiresIn: VIEW_SECONDS, signingDate: now() });
  return { url, expires_in: VIEW_SECONDS };
}

async function fromCdn({ baseUrl, signing }: Cdn, now: Date, key: string): Promise<ViewUrl> {
  const url = `${baseUrl}/images/${keyPath(key)}`;
  if (signing === undefined) return { url, expires_in: null };
  const dateLessThan = new Date(now.getTime() + VIEW_SECONDS * 1000);
  const { keyPairId } = signing;
  const privateKey = await signing.privateKey();
  return { url: signForCdn({ url, keyPairId, privateKey, dateLessThan }), expires_in: VIEW_SECONDS };
}

export const viewUrl = (options: ViewOptions, key: string, via: Via): Promise<ViewUrl> =>
  via === 'cdn' && options.cdn !== undefined
    ? fromCdn(options.cdn, options.now(), key)
    : fromBucket(options, key);

/** Thumbnails are public on the CDN, and as private as everything else in the bucket. */
export async function thumbnailUrl(options: ViewOptions, key: string, via: Via): Promise<ViewUrl> {
  const thumbnail = thumbnailKey(key);
  if (thumbnail === undefined) throw invalid('key has no thumbnail');
  if (via === 's3' || options.cdn === undefined) return fromBucket(options, thumbnail);
  return { url: `${options.cdn.baseUrl}/${keyPath(thumbnail)}`, expires_in: null };
}
