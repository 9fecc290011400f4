/** Two ways from a page to a bucket without any SDK: a presigned PUT, and a presigned POST as a form. */
import { askForForm, askForThumbnail, askForUrl } from './image-api.ts';

export type Way = 'PUT' | 'POST';

/** From 0 to 1. */
type OnProgress = (share: number) => void;

/** Uploads a photograph; returns its key. */
export async function upload(file: File, way: Way, onProgress: OnProgress): Promise<string> {
  if (way === 'PUT') {
    const { url, headers, key } = await askForUrl(file);
    await send(way, url, headers, file, onProgress);
    return key;
  }
  const { url, fields, key } = await askForForm(file);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // What follows the file is ignored by S3, so it comes last.
  form.append('file', file);
  await send(way, url, {}, form, onProgress);
  return key;
}

/** `fetch` says nothing of how much was sent; `XMLHttpRequest` does. */
function send(
  way: Way,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: File | FormData,
  onProgress: OnProgress,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(way, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total));
    request.addEventListener('error', () => {
      reject(
        new Error(
          'The browser would not send it, or not show the answer. Look at the CORS rules of the bucket.',
        ),
      );
    });
    request.addEventListener('load', () => {
      if (request.status < 300) resolve();
      else reject(new Error(`S3 answered ${request.status}: ${request.responseText}`));
    });
    request.send(body);
  });
}

const PATIENCE = 30_000;
const PAUSE = 250;

/** The address of the thumbnail, once the pipeline has made it. */
export async function thumbnailOf(key: string): Promise<string> {
  for (const start = performance.now(); performance.now() - start < PATIENCE;) {
    const url = await askForThumbnail(key);
    if ((await fetch(url)).ok) return url;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  throw new Error('The thumbnail did not come. `safelight dash` shows how far the photograph got.');
}
