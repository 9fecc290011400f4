/** A viewer in one of three regions looks at a page of images on the CDN, popular ones more often. */
import { check } from 'k6';
import exec from 'k6/execution';
import http, { type Response } from 'k6/http';
import { count, required } from '../asked.ts';
import { cdnHit, countBytes } from '../measures.ts';
import { zipf } from '../zipf.ts';

export const REGIONS = ['us-east-1', 'eu-central-1', 'ap-southeast-2'] as const;
const IMAGES_ON_PAGE = 10;

const cdn = required('CDN');
const size = count('IMAGE_BYTES');
const images = count('IMAGES');
const draw = zipf(images);
/** The signature that all signed URLs share: its policy is for all of the originals. */
const signature = __ENV['SIGNATURE'] ?? '';

const thumbnail = (number: number): string => `${cdn}/thumbnails/load/${number}-thumb.jpg`;
const original = (number: number): string => `${cdn}/images/originals/load/${number}.jpg?${signature}`;

export type Access = 'public' | 'signed';

const viewerIn = (region: string) => ({ 'x-safelight-viewer': region, 'x-safelight-proto': 'https' });

/**
 * One image of every page, at another place on each, comes into the script and is counted byte by byte. Of the others k6
 * reads what was announced and fails the request where less came (status 0, `unexpected EOF`): copying all ten into the
 * script took it a third more of a processor, at the cost of what is measured.
 *
 * @param access public thumbnails, or originals by signed URLs
 */
export function browsePage(access: Access): void {
  const turn = exec.scenario.iterationInTest;
  const region = REGIONS[turn % REGIONS.length] ?? REGIONS[0];
  const name = access === 'public' ? 'thumbnail' : 'signed original';
  const page = Array.from({ length: IMAGES_ON_PAGE }, (_, place) => ({
    method: 'GET',
    url: access === 'public' ? thumbnail(draw()) : original(draw()),
    params: {
      headers: viewerIn(region),
      responseType: place === turn % IMAGES_ON_PAGE ? ('binary' as const) : ('none' as const),
      redirects: 0,
      tags: { name, region },
    },
  }));
  const answers = http.batch(page);
  if (!check(answers, { 'every image is whole': () => answers.every(isWhole) })) return;
  const hits = answers.filter(({ headers }) => /hit from cloudfront/i.test(headers['X-Cache'] ?? ''));
  for (const answer of answers) cdnHit.add(hits.includes(answer), { region });
  if (hits.length > 0) countBytes('cdn hit', hits.length * size);
  if (hits.length < answers.length) countBytes('cdn miss', (answers.length - hits.length) * size);
}

const isWhole = ({ status, headers, body }: Response): boolean =>
  status === 200 &&
  Number(headers['Content-Length']) === size &&
  (body === null || (body instanceof ArrayBuffer && body.byteLength === size));

/** An original without its signature: the CDN must not show it. */
export function askUnsigned(): void {
  const { status } = http.get(`${cdn}/images/originals/load/0.jpg`, {
    headers: viewerIn(REGIONS[0]),
    redirects: 0,
    responseCallback: http.expectedStatuses(403),
    tags: { name: 'unsigned original' },
  });
  check(status, { 'without a signature it is refused': () => status === 403 });
}

/** Fetches every image once in every region, so that caches are warm when counting begins. */
export function warmCaches(access: Access): void {
  for (const region of REGIONS) {
    for (let number = 0; number < images; number += 1) {
      const url = access === 'public' ? thumbnail(number) : original(number);
      const { status } = http.get(url, {
        headers: viewerIn(region),
        redirects: 0,
        tags: { name: 'warm up' },
      });
      if (status !== 200) throw new Error(`warming ${url} was answered with ${status}`);
    }
  }
}
