/** An image through the serverless API: created, found in its owner's list, described, fetched, deleted, and gone. */
import { check } from 'k6';
import encoding from 'k6/encoding';
import http, { type RefinedParams, type ResponseType } from 'k6/http';
import { required, viewer } from '../asked.ts';
import { openImage } from '../image-file.ts';
import { countBytes, toldApart } from '../measures.ts';
import { iteration, optionsFor, writeSummary } from '../run.ts';

const images = `${required('API')}/images`;
const image = await openImage(required('IMAGE'));

/** In a short run, the first invocations, which start a process each, are the 95th percentile. */
const FUNCTION_STEP = ['p(95)<3000'];

export const options = optionsFor('imageApi', {
  'http_req_duration{name:create}': FUNCTION_STEP,
  'http_req_duration{name:list}': FUNCTION_STEP,
  'http_req_duration{name:describe}': FUNCTION_STEP,
  'http_req_duration{name:download}': ['p(95)<1000'],
  'http_req_duration{name:delete}': FUNCTION_STEP,
  'http_req_duration{name:gone}': FUNCTION_STEP,
  ...toldApart('bytes', 'count', 'class', ['uploaded', 'original']),
});

interface Listed {
  readonly images: readonly { readonly image_id: string }[];
}

const step = <T extends ResponseType>(
  name: string,
  responseType: T,
  ...expected: readonly number[]
): RefinedParams<T> => ({
  responseType,
  tags: { name },
  responseCallback: http.expectedStatuses(...expected),
});

export const imageApi = iteration(async () => {
  const user = viewer();
  const created = http.post(
    images,
    JSON.stringify({
      user_id: user,
      filename: required('FILENAME'),
      image_data: encoding.b64encode(await image.read()),
    }),
    { ...step('create', 'text', 201), headers: { 'content-type': 'application/json' } },
  );
  if (!check(created, { 'the image is created': ({ status }) => status === 201 })) return;
  countBytes('uploaded', image.size);
  const id = created.json('image_id') as string;
  const address = `${images}/${id}`;

  const list = http.get(`${images}?user_id=${user}`, step('list', 'text', 200));
  check(list, {
    'its owner finds it': (answer) =>
      answer.status === 200 &&
      (answer.json() as unknown as Listed).images.some(({ image_id }) => image_id === id),
  });

  const described = http.get(address, step('describe', 'text', 200));
  if (check(described, { 'it is described': ({ status }) => status === 200 })) {
    const fetched = http.get(described.json('download_url') as string, step('download', 'binary', 200));
    check(fetched, {
      'the image is whole': ({ body }) => body instanceof ArrayBuffer && body.byteLength === image.size,
    });
    countBytes('original', image.size);
  }

  const deleted = http.del(address, null, step('delete', 'none', 200, 202));
  check(deleted, { 'it is deleted': ({ status }) => status === 200 });
  const gone = http.get(address, step('gone', 'none', 404));
  check(gone, { 'it is gone': ({ status }) => status === 404 });
});

export const handleSummary = writeSummary;
