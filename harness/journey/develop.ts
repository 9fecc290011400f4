/**
 * Develops a photo the way a client of the pipeline would: asks the API where to upload, uploads there, and waits until
 * the thumbnail and the record are there and the view URL returns what was uploaded.
 */
import { SafelightError } from '#aws/terms';
import type { Photo } from './photo.ts';

interface JourneyStep {
  /** What was asked, for people: `upload url`, `upload`, `thumbnail`, `record`, `view`. */
  readonly name: string;
  /** Milliseconds after the journey's begin. */
  readonly start: number;
  /** Milliseconds. */
  readonly duration: number;
}

export interface Developed {
  readonly key: string;
  readonly viewUrl: string;
  readonly thumbnailUrl: string;
  readonly thumbnail: Uint8Array;
  /** What the analysis found. */
  readonly record: Readonly<Record<string, unknown>>;
  readonly steps: readonly JourneyStep[];
}

export interface DevelopOptions {
  /** The image API's address. */
  readonly api: string;
  readonly user: string;
  readonly onStep?: (name: string) => void;
  /** Wall milliseconds to wait for each thing that the pipeline makes. */
  readonly patience?: number;
}

interface UploadUrl {
  readonly url: string;
  readonly key: string;
}

const PATIENCE = 30_000;
const POLL_INTERVAL = 20;

/** @throws SafelightError ERR_API, ERR_UPLOAD, ERR_NOT_DEVELOPED, ERR_VIEW */
export async function develop(photo: Photo, options: DevelopOptions): Promise<Developed> {
  const { api, user, onStep = () => undefined, patience = PATIENCE } = options;
  const begin = performance.now();
  const steps: JourneyStep[] = [];
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    onStep(name);
    const start = performance.now();
    const result = await work();
    steps.push({ name, start: start - begin, duration: performance.now() - start });
    return result;
  };
  const headers = { 'x-pettracker-user': user };
  const images = `${api}/images`;

  const { url, key } = await step('upload url', () =>
    ask<UploadUrl>(`${images}/upload-url`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({
        user_id: user,
        filename: `photo.${photo.extension}`,
        content_type: photo.contentType,
      }),
    }),
  );
  await step('upload', () => upload(url, photo));
  const address = `key=${encodeURIComponent(key)}`;
  const { url: thumbnailUrl, bytes: thumbnail } = await step('thumbnail', () =>
    until('the thumbnail', patience, async () => {
      const offered = await ask<{ url: string }>(`${images}/thumbnail-url?${address}`, { headers });
      const response = await fetch(offered.url);
      return response.ok
        ? { url: offered.url, bytes: new Uint8Array(await response.arrayBuffer()) }
        : undefined;
    }),
  );
  const record = await step('record', () =>
    until('the record', patience, async () => {
      const analysis = await ask<Record<string, unknown> | null>(`${images}/analysis?${address}`, {
        headers,
      });
      return analysis ?? undefined;
    }),
  );
  const { url: viewUrl } = await step('view', async () => {
    const offered = await ask<{ url: string }>(`${images}/view-url?${address}`, { headers });
    await compare(offered.url, photo);
    return offered;
  });
  return { key, viewUrl, thumbnailUrl, thumbnail, record, steps };
}

async function ask<T>(url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  if (response.ok) return (await response.json()) as T;
  throw new SafelightError(
    'ERR_API',
    `${new URL(url).pathname} answered ${response.status}: ${await response.text()}`,
    {
      hint: 'The image API refused the request; the journal of the cloud shows what it asked for.',
      exitCode: 1,
    },
  );
}

async function upload(url: string, { bytes, contentType }: Photo): Promise<void> {
  const response = await fetch(url, {
    method: 'PUT',
    body: bytes as Uint8Array<ArrayBuffer>,
    headers: { 'content-type': contentType },
  });
  if (response.ok) return;
  throw new SafelightError(
    'ERR_UPLOAD',
    `S3 answered ${response.status} to the upload: ${await response.text()}`,
    {
      hint: 'The URL that the API signed was refused.',
      exitCode: 1,
    },
  );
}

async function until<T>(what: string, patience: number, look: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > end) {
      throw new SafelightError('ERR_NOT_DEVELOPED', `After ${patience / 1_000} s ${what} is not there.`, {
        hint: 'The journal of the cloud tells how far the photo came, and the dead-letter queues why it stopped.',
        exitCode: 1,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL));
  }
}

async function compare(url: string, { bytes }: Photo): Promise<void> {
  const response = await fetch(url);
  const seen = new Uint8Array(await response.arrayBuffer());
  if (response.ok && Buffer.compare(seen, bytes) === 0) return;
  throw new SafelightError(
    'ERR_VIEW',
    `The view URL answered ${response.status} and other bytes than were uploaded.`,
    {
      hint: 'What was stored is not what was sent; keep the data folder and report this.',
      exitCode: 1,
    },
  );
}
