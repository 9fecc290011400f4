/** Objects that a scenario put into buckets or saw there, read off what it sent: however it was sent, signed URLs and forms included. */
import type { Exchange } from '../wire/exchange.ts';

export interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

export const writtenObjects = (
  exchanges: readonly Exchange[],
  buckets: readonly string[],
): readonly Place[] => objectsIn(exchanges, buckets, ['PUT', 'POST']);

/** The same with what something else put there. */
export const seenObjects = (exchanges: readonly Exchange[], buckets: readonly string[]): readonly Place[] =>
  objectsIn(exchanges, buckets, ['PUT', 'POST', 'GET', 'HEAD']);

const objectsIn = (
  exchanges: readonly Exchange[],
  buckets: readonly string[],
  methods: readonly string[],
): readonly Place[] =>
  exchanges
    .filter(({ response }) => response !== undefined && response.status >= 200 && response.status < 300)
    .flatMap(({ method, url, response }) => {
      const address = method === 'POST' ? (response?.headers['location'] ?? url) : url;
      const place = methods.includes(method) ? placeOf(address, buckets) : undefined;
      return place === undefined ? [] : [place];
    });

/** The bucket in a URL's host or at the beginning of its path, and the key behind it. */
function placeOf(url: string, buckets: readonly string[]): Place | undefined {
  const [, host = '', path = ''] = /^https?:\/\/([^/]+)\/([^?]*)/.exec(url) ?? [];
  for (const Bucket of buckets) {
    const inHost = host.startsWith(`${Bucket}.`);
    if (!inHost && !path.startsWith(`${Bucket}/`)) continue;
    const Key = decodeURIComponent(inHost ? path : path.slice(Bucket.length + 1));
    return Key === '' ? undefined : { Bucket, Key };
  }
  return undefined;
}
