/** Looks for an upload's thumbnail until it can be fetched, and sees that it is a JPEG. */
import { check, sleep } from 'k6';
import http from 'k6/http';
import { required } from '../asked.ts';
import { countBytes, timeToThumbnail } from '../measures.ts';
import { asUser } from './upload-photo.ts';

/** Seconds between two looks, and until it is given up. */
const LOOK_INTERVAL = 0.05;
const PATIENCE = 30;

const images = `${required('API')}/images`;

/** @param uploaded when the upload was answered, by this machine's clock */
export function awaitThumbnail(user: string, key: string, uploaded: number): void {
  const seen = findThumbnail(user, key);
  check(seen, { 'the thumbnail is a JPEG': (body) => body !== null && isJpeg(body) });
  if (seen === null) return;
  timeToThumbnail.add(Date.now() - uploaded);
  countBytes('thumbnail', seen.byteLength);
}

/** Null when it has not come in time. A look that comes too early finds nothing, which is no failure of a request. */
function findThumbnail(user: string, key: string): ArrayBuffer | null {
  const offer = http.get(`${images}/thumbnail-url?key=${encodeURIComponent(key)}`, {
    headers: asUser(user),
    responseType: 'text',
    tags: { name: 'thumbnail url' },
  });
  if (!check(offer, { 'a thumbnail URL is given': ({ status }) => status === 200 })) return null;
  const url = offer.json('url') as string;
  const end = Date.now() + PATIENCE * 1000;
  while (Date.now() < end) {
    const { status, body } = http.get(url, {
      responseType: 'binary',
      responseCallback: http.expectedStatuses(200, 404),
      tags: { name: 'get thumbnail' },
    });
    if (status === 200 && body instanceof ArrayBuffer) return body;
    if (status !== 404) return null;
    sleep(LOOK_INTERVAL);
  }
  return null;
}

function isJpeg(body: ArrayBuffer): boolean {
  const [first, second, third] = new Uint8Array(body);
  return first === 0xff && second === 0xd8 && third === 0xff;
}
