/** Asks the image API where to upload, and uploads there: by presigned PUT, or by a web client's form. */
import { check } from 'k6';
import http from 'k6/http';
import { required } from '../asked.ts';
import { FormBody } from '../form-body.ts';
import type { ImageFile } from '../image-file.ts';
import { countBytes } from '../measures.ts';

const images = `${required('API')}/images`;
const contentType = required('CONTENT_TYPE');
const filename = required('FILENAME');

/** The user's header, which the API knows its callers by. */
export const asUser = (user: string): Record<string, string> => ({ 'x-pettracker-user': user });

function leave(user: string, path: 'upload-url' | 'upload-form') {
  const answer = http.post(
    `${images}/${path}`,
    JSON.stringify({ user_id: user, filename, content_type: contentType }),
    {
      headers: { ...asUser(user), 'content-type': 'application/json' },
      responseType: 'text',
      tags: { name: path.replace('-', ' ') },
    },
  );
  return check(answer, { 'leave to upload is given': ({ status }) => status === 200 }) ? answer : undefined;
}

/** Uploads by PUT; returns the key, or nothing when it was not taken. */
export async function putPhoto(user: string, image: ImageFile): Promise<string | undefined> {
  const given = leave(user, 'upload-url');
  if (given === undefined) return undefined;
  const { url, key } = given.json() as { url: string; key: string };
  const put = http.put(url, await image.read(), {
    headers: { 'content-type': contentType },
    tags: { name: 'put object' },
  });
  if (!check(put, { 'the upload is taken': ({ status }) => status === 200 })) return undefined;
  countBytes('uploaded', image.size);
  return key;
}

/** Uploads as a form does. Its fields come in the order in which they were given, the file last. */
export async function postPhoto(user: string, image: ImageFile): Promise<string | undefined> {
  const given = leave(user, 'upload-form');
  if (given === undefined) return undefined;
  const { url, key, fields } = given.json() as { url: string; key: string; fields: Record<string, string> };
  const form = new FormBody();
  for (const [name, value] of Object.entries(fields)) form.field(name, value);
  form.file('file', filename, contentType, await image.read());
  const posted = http.post(url, form.body(), {
    headers: { 'content-type': form.contentType },
    responseType: 'text',
    tags: { name: 'post form' },
  });
  const taken = check(posted, {
    'the form is taken': ({ status, body }) => status === 201 && body.includes(`<Key>${key}</Key>`),
  });
  if (!taken) return undefined;
  countBytes('uploaded', image.size);
  return key;
}
