/**
 * A viewer in one of three regions looks at a page of thumbnails on the CDN, popular ones more often. Caches are cold at
 * the start, so that the hit ratio grows with the run.
 *
 * Gaps: public thumbnails only, no signed URLs.
 */
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { Rate } from 'k6/metrics';
import { count, required } from '../asked.ts';
import { iteration, optionsFor, writeSummary } from '../run.ts';
import { zipf } from '../zipf.ts';

const REGIONS = ['us-east-1', 'eu-central-1', 'ap-southeast-2'] as const;
const THUMBNAILS_ON_PAGE = 10;

const hit = new Rate('cdn_hit');

const cdn = required('CDN');
const size = count('IMAGE_BYTES');
const draw = zipf(count('IMAGES'));

/** A summary tells regions apart only where a threshold names them; a cold cache owes no ratio. */
const hitRatios = Object.fromEntries(REGIONS.map((region) => [`cdn_hit{region:${region}}`, ['rate>=0']]));

export const options = optionsFor('browse', {
  'http_req_duration{name:thumbnail}': ['p(95)<500'],
  ...hitRatios,
});

export const browse = iteration(async () => {
  const region = REGIONS[exec.scenario.iterationInTest % REGIONS.length] ?? REGIONS[0];
  const headers = { 'x-safelight-viewer': region, 'x-safelight-proto': 'https' };
  const page = Array.from({ length: THUMBNAILS_ON_PAGE }, () => ({
    method: 'GET',
    url: `${cdn}/thumbnails/load/${draw()}-thumb.jpg`,
    params: { headers, responseType: 'binary' as const, redirects: 0, tags: { name: 'thumbnail', region } },
  }));
  for (const { status, body, headers: answered } of http.batch(page)) {
    check(status, {
      'the thumbnail is whole': () =>
        status === 200 && body instanceof ArrayBuffer && body.byteLength === size,
    });
    hit.add(/hit from cloudfront/i.test(answered['X-Cache'] ?? ''), { region });
  }
});

export const handleSummary = writeSummary;
