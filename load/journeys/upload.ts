/**
 * A photo from leave to upload to visible thumbnail: ask the API where to upload, PUT there, look until the thumbnail can
 * be fetched, and see that it is a JPEG and the original is the size it was.
 */
import { check, sleep } from 'k6';
import http from 'k6/http';
import { Counter, Trend } from 'k6/metrics';
import { required, viewer } from '../asked.ts';
import { openImage } from '../image-file.ts';
import { iteration, optionsFor, writeSummary } from '../run.ts';

/** Seconds between two looks for the thumbnail, and until it is given up. */
const LOOK_INTERVAL = 0.05;
const PATIENCE = 30;

const timeToThumbnail = new Trend('time_to_thumbnail', true);
const bytesUploaded = new Counter('bytes_uploaded');

const images = `${required('API')}/images`;
const contentType = required('CONTENT_TYPE');
const filename = required('FILENAME');
const image = await openImage(required('IMAGE'));

export const options = optionsFor('upload', {
  'http_req_duration{name:upload url}': ['p(95)<500'],
  'http_req_duration{name:put object}': ['p(95)<1000'],
  'http_req_duration{name:thumbnail url}': ['p(95)<500'],
  'http_req_duration{name:get thumbnail}': ['p(95)<500'],
  'http_req_duration{name:view url}': ['p(95)<500'],
  'http_req_duration{name:view}': ['p(95)<1000'],
  time_to_thumbnail: ['p(95)<5000'],
});

export const upload = iteration(async () => {
  const user = viewer();
  const headers = { 'x-pettracker-user': user };
  const leave = http.post(
    `${images}/upload-url`,
    JSON.stringify({ user_id: user, filename, content_type: contentType }),
    {
      headers: { ...headers, 'content-type': 'application/json' },
      responseType: 'text',
      tags: { name: 'upload url' },
    },
  );
  if (!check(leave, { 'an upload URL is given': ({ status }) => status === 200 })) return;
  const { url, key } = leave.json() as { url: string; key: string };

  const put = http.put(url, await image.read(), {
    headers: { 'content-type': contentType },
    tags: { name: 'put object' },
  });
  if (!check(put, { 'the upload is taken': ({ status }) => status === 200 })) return;
  const uploaded = Date.now();
  bytesUploaded.add(image.size);

  const address = `key=${encodeURIComponent(key)}`;
  const seen = findThumbnail(`${images}/thumbnail-url?${address}`, headers);
  check(seen, { 'the thumbnail is a JPEG': (body) => body !== null && isJpeg(body) });
  if (seen !== null) timeToThumbnail.add(Date.now() - uploaded);

  const offer = http.get(`${images}/view-url?${address}`, {
    headers,
    responseType: 'text',
    tags: { name: 'view url' },
  });
  if (!check(offer, { 'a view URL is given': ({ status }) => status === 200 })) return;
  const view = http.get(offer.json('url') as string, { responseType: 'binary', tags: { name: 'view' } });
  check(view, {
    'the original is whole': ({ status, body }) =>
      status === 200 && body instanceof ArrayBuffer && body.byteLength === image.size,
  });
});

/** Null when it has not come in time. A look that comes too early finds nothing, which is no failure of a request. */
function findThumbnail(offers: string, headers: Record<string, string>): ArrayBuffer | null {
  const offer = http.get(offers, { headers, responseType: 'text', tags: { name: 'thumbnail url' } });
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

export const handleSummary = writeSummary;
