/** A viewer in one of three regions looks at a page of images on the CDN, popular ones more often. */
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
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

/** @param access public thumbnails, or originals by signed URLs */
export function browsePage(access: Access): void {
  const region = REGIONS[exec.scenario.iterationInTest % REGIONS.length] ?? REGIONS[0];
  const name = access === 'public' ? 'thumbnail' : 'signed original';
  const page = Array.from({ length: IMAGES_ON_PAGE }, () => ({
    method: 'GET',
    url: access === 'public' ? thumbnail(draw()) : original(draw()),
    params: {
      headers: viewerIn(region),
      responseType: 'binary' as const,
      redirects: 0,
      tags: { name, region },
    },
  }));
  for (const { status, body, headers } of http.batch(page)) {
    const whole = check(status, {
      'the image is whole': () => status === 200 && body instanceof ArrayBuffer && body.byteLength === size,
    });
    if (!whole) continue;
    const hit = /hit from cloudfront/i.test(headers['X-Cache'] ?? '');
    cdnHit.add(hit, { region });
    countBytes(hit ? 'cdn hit' : 'cdn miss', size);
  }
}

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
