/** Buckets as contact sheets: the newest objects of each, pictures shown. */
import { byId, element, show } from './element.ts';
import type { BucketFacts, Facts } from './facts.ts';
import { isPicture, noPicture, picture } from './pictures.ts';
import { signedUrl, type Signer } from './signing.ts';
import { bytesText, counted } from './words.ts';

const MOST_SHOWN = 12;

export function showBuckets({ inventory }: Facts, signer: () => Signer): void {
  const place = byId('buckets');
  const { buckets } = inventory;
  show(
    place,
    buckets.map(({ name }) => name),
    () =>
      buckets.length === 0
        ? [element('p', { class: 'quiet' }, 'There is no bucket.')]
        : buckets.map(({ name }) =>
            element(
              'section',
              { class: 'bucket' },
              element('h3', {}, name),
              element('p', { class: 'meta' }),
              element('ul', { class: 'sheet' }),
            ),
          ),
  );
  for (const [index, bucket] of buckets.entries()) fillIn(place.children[index], bucket, signer);
}

function fillIn(section: Element | undefined, bucket: BucketFacts, signer: () => Signer): void {
  const [, meta, sheet] = section?.children ?? [];
  if (meta === undefined || sheet === undefined) return;
  const { name, objects, isMore, bytes, newest } = bucket;
  show(meta, [objects, bytes], () => [
    `${counted(objects, 'object')}${isMore ? ' and more' : ''} · ${bytesText(bytes)}`,
  ]);
  const shown = newest.slice(0, MOST_SHOWN);
  show(
    sheet,
    shown.map(({ key, etag }) => [key, etag]),
    () =>
      shown.map(({ key, size, etag }) => {
        const open = element(
          'button',
          { type: 'button', title: key, 'aria-label': `Open ${key}, ${bytesText(size)}` },
          isPicture(key, size) ? picture({ bucket: name, key }, etag, signer()) : noPicture(key),
          element('span', { class: 'caption' }, key.split('/').at(-1) ?? key),
        );
        open.addEventListener('click', () => {
          void signedUrl('GET', { bucket: name, key }, signer()).then((url) =>
            window.open(url, '_blank', 'noopener'),
          );
        });
        return element('li', {}, open);
      }),
  );
}
