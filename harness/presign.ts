/** Signed leave to do one thing for a while, as a service hands it to a browser. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { Clients, Connection } from './targets/clients.ts';

interface PresignOptions {
  /** Seconds; 900 unless given. */
  readonly expiresIn?: number;
  /** Headers that the user of the URL must send exactly as signed: `content-type`. */
  readonly signedHeaders?: readonly string[];
}

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

interface PresignedForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Presigner {
  get(
    place: Place & { readonly ResponseContentDisposition?: string },
    options?: PresignOptions,
  ): Promise<string>;
  put(place: Place & { readonly ContentType?: string }, options?: PresignOptions): Promise<string>;
  post(
    place: Place,
    options?: {
      readonly expiresIn?: number;
      readonly maxBytes?: number;
      readonly fields?: Record<string, string>;
    },
  ): Promise<PresignedForm>;
}

const signer = () => Promise.all([import('@aws-sdk/client-s3'), import('@aws-sdk/s3-request-presigner')]);

/**
 * Signs by the target's clock: to the millisecond where it can be read, since one that stands still does not wait for
 * the machine's; otherwise as the `Date` of the target's answers tells.
 */
export function createPresigner(clients: Clients, connection: Connection, exact?: () => number): Presigner {
  let presigning: Promise<S3Client> | undefined;
  const now = async (): Promise<number> =>
    exact?.() ?? Date.now() + (await clients.s3()).config.systemClockOffset;
  const client = async (): Promise<S3Client> => {
    presigning ??= import('@aws-sdk/client-s3').then(
      ({ S3Client }) =>
        // With the SDK's default it would sign the checksum of a body that it never sees.
        new S3Client({ ...connection, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' }),
    );
    const [ready, at] = await Promise.all([presigning, now()]);
    ready.config.systemClockOffset = at - Date.now();
    return ready;
  };
  return {
    async get(place, options) {
      const [{ GetObjectCommand }, { getSignedUrl }] = await signer();
      return getSignedUrl(await client(), new GetObjectCommand(place), signing(await now(), options));
    },
    async put(place, options) {
      const [{ PutObjectCommand }, { getSignedUrl }] = await signer();
      return getSignedUrl(await client(), new PutObjectCommand(place), signing(await now(), options));
    },
    async post({ Bucket, Key }, { expiresIn = 900, maxBytes, fields = {} } = {}) {
      const { createPresignedPost } = await import('@aws-sdk/s3-presigned-post');
      return createPresignedPost(await client(), {
        Bucket,
        Key,
        Fields: fields,
        Expires: expiresIn,
        Conditions: maxBytes === undefined ? [] : [['content-length-range', 0, maxBytes]],
      });
    },
  };
}

const signing = (at: number, { expiresIn = 900, signedHeaders = [] }: PresignOptions = {}) => ({
  expiresIn,
  signingDate: new Date(at),
  signableHeaders: new Set(signedHeaders),
});
