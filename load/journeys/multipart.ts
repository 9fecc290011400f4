/**
 * An original of 50 MiB in parts of 5 MiB, some of them at once: begun, sent, completed, found whole, a range of it read
 * back and compared, and deleted for good.
 */
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { required } from '../asked.ts';
import { openImage } from '../image-file.ts';
import { countBytes, toldApart } from '../measures.ts';
import { iteration, optionsFor, writeSummary } from '../run.ts';
import { signed } from '../sigv4.ts';

const PART = 5 * 2 ** 20;
/** Parts under way at once: more would only keep more of the original in memory. */
const PARALLEL = 4;
/** Bytes of the range that is compared. */
const SAMPLE = 65_536;

const bucket = required('BUCKET');
const endpoint = required('S3_ENDPOINT');
const contentType = required('CONTENT_TYPE');
const original = await openImage(required('IMAGE'));
const parts = Math.ceil(original.size / PART);

export const options = {
  ...optionsFor('multipart', {
    'http_req_duration{name:create upload}': ['p(95)<1000'],
    'http_req_duration{name:upload part}': ['p(95)<5000'],
    'http_req_duration{name:complete upload}': ['p(95)<5000'],
    'http_req_duration{name:get range}': ['p(95)<1000'],
    ...toldApart('bytes', 'count', 'class', ['uploaded']),
  }),
  batch: PARALLEL,
  batchPerHost: PARALLEL,
};

type Query = Readonly<Record<string, string>>;

const sign = (method: string, path: string, query: Query = {}, headers: Query = {}) =>
  signed({ method, origin: endpoint, path, query, headers, service: 's3' });

export const multipart = iteration(async () => {
  const path = `/${bucket}/originals/load/${exec.scenario.iterationInTest}.jpg`;
  const create = sign('POST', path, { uploads: '' }, { 'content-type': contentType });
  const created = http.post(create.url, '', {
    headers: create.headers,
    responseType: 'text',
    tags: { name: 'create upload' },
  });
  const uploadId = /<UploadId>([^<]+)</.exec(created.body)?.[1];
  if (!check(created, { 'the upload is begun': ({ status }) => status === 200 }) || !uploadId) return;
  const eTags = await sendParts(path, uploadId);
  if (eTags === undefined) return;

  const list = eTags
    .map((eTag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${eTag}</ETag></Part>`)
    .join('');
  const complete = sign('POST', path, { uploadId });
  const completed = http.post(complete.url, `<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`, {
    headers: complete.headers,
    responseType: 'text',
    tags: { name: 'complete upload' },
  });
  const whole = check(completed, {
    'the parts are one object': ({ status, body }) =>
      status === 200 && new RegExp(`-${parts}(&quot;|"|&#34;)?<`).test(body),
  });
  if (whole) {
    countBytes('uploaded', original.size);
    await compare(path);
  }
  const version = completed.headers['X-Amz-Version-Id'];
  const remove = sign('DELETE', path, version === undefined ? {} : { versionId: version });
  const removed = http.del(remove.url, null, { headers: remove.headers, tags: { name: 'delete original' } });
  check(removed, { 'the original is deleted': ({ status }) => status === 204 });
});

/** The ETags in the order of the parts; nothing when one was not taken. */
async function sendParts(path: string, uploadId: string): Promise<readonly string[] | undefined> {
  const eTags: string[] = [];
  for (let first = 0; first < parts; first += PARALLEL) {
    const batch = [];
    for (let part = first; part < Math.min(parts, first + PARALLEL); part += 1) {
      const body = await original.read(part * PART, Math.min(PART, original.size - part * PART));
      const { url, headers } = sign('PUT', path, { partNumber: String(part + 1), uploadId });
      batch.push({ method: 'PUT', url, body, params: { headers, tags: { name: 'upload part' } } });
    }
    for (const answer of http.batch(batch)) {
      if (!check(answer, { 'the part is taken': ({ status }) => status === 200 })) return undefined;
      eTags.push(answer.headers['Etag'] ?? '');
    }
  }
  return eTags;
}

/** A range across the border of two parts must be what was sent. */
async function compare(path: string): Promise<void> {
  const head = sign('HEAD', path);
  const found = http.head(head.url, { headers: head.headers, tags: { name: 'head original' } });
  check(found, {
    'the original has its size': ({ headers }) => headers['Content-Length'] === String(original.size),
  });
  const start = Math.min(PART, original.size) - Math.min(SAMPLE / 2, original.size);
  const length = Math.min(SAMPLE, original.size - start);
  const get = sign('GET', path, {}, { range: `bytes=${start}-${start + length - 1}` });
  const { status, body } = http.get(get.url, {
    headers: get.headers,
    responseType: 'binary',
    tags: { name: 'get range' },
  });
  const sent = new Uint8Array(await original.read(start, length));
  check(status, {
    'the range is what was sent': () => {
      if (status !== 206 || !(body instanceof ArrayBuffer) || body.byteLength !== length) return false;
      return new Uint8Array(body).every((byte, index) => byte === sent[index]);
    },
  });
}

export const handleSummary = writeSummary;
