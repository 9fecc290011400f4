/** Asks for leave to view an original, and fetches it whole. */
import { check } from 'k6';
import http from 'k6/http';
import { required } from '../asked.ts';
import { countBytes } from '../measures.ts';
import { asUser } from './upload-photo.ts';

const images = `${required('API')}/images`;

/** @param size bytes that it must have */
export function viewOriginal(user: string, key: string, size: number): void {
  const offer = http.get(`${images}/view-url?key=${encodeURIComponent(key)}`, {
    headers: asUser(user),
    responseType: 'text',
    tags: { name: 'view url' },
  });
  if (!check(offer, { 'a view URL is given': ({ status }) => status === 200 })) return;
  const view = http.get(offer.json('url') as string, { responseType: 'binary', tags: { name: 'view' } });
  check(view, {
    'the original is whole': ({ status, body }) =>
      status === 200 && body instanceof ArrayBuffer && body.byteLength === size,
  });
  countBytes('original', size);
}
