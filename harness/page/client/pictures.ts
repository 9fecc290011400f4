/** Pictures of stored objects, fetched from the cloud as any browser would: by a signed URL. */
import { element } from './element.ts';
import { signedUrl, type Place, type Signer } from './signing.ts';

const PICTURE = /\.(?:avif|gif|jpe?g|png|webp)$/i;
/** Bytes; showing a bucket must not fetch a whole archive. */
const LARGEST = 16 * 2 ** 20;

const urls = new Map<string, Promise<string>>();

/** One URL per content: the browser keeps what it has shown. */
function urlOf(place: Place, etag: string, signer: Signer): Promise<string> {
  const name = `${place.bucket}/${place.key} ${etag}`;
  const url = urls.get(name) ?? signedUrl('GET', place, signer);
  urls.set(name, url);
  return url;
}

export const isPicture = (key: string, size = 0): boolean => PICTURE.test(key) && size <= LARGEST;

export function picture(place: Place, etag: string, signer: Signer): HTMLElement {
  const image = element('img', { alt: '', loading: 'lazy', decoding: 'async' });
  const frame = element('span', { class: 'picture' }, image);
  image.addEventListener('error', () => frame.classList.add('blank'));
  void urlOf(place, etag, signer).then((url) => image.setAttribute('src', url));
  return frame;
}

export const noPicture = (key: string): HTMLElement =>
  element('span', { class: 'picture blank' }, /\.([^./]{1,5})$/.exec(key)?.[1] ?? '—');
