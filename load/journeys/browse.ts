/**
 * Viewers in three regions look at pages of images on the CDN. Public thumbnails or originals by signed URLs; from
 * caches that are cold at the start, so that the hit ratio grows with the run, or warm.
 */
import { required } from '../asked.ts';
import { toldApart } from '../measures.ts';
import { iteration, optionsFor, writeSummary } from '../run.ts';
import { askUnsigned, browsePage, REGIONS, warmCaches, type Access } from '../steps/browse-page.ts';

const access = required('ACCESS') as Access;
const isWarm = required('CACHES') === 'warm';
const step = access === 'public' ? 'thumbnail' : 'signed original';

export const options = {
  ...optionsFor('browse', {
    [`http_req_duration{name:${step}}`]: ['p(95)<500'],
    ...toldApart('cdn_hit', 'rate', 'region', REGIONS),
    // A cold cache owes no ratio; a warm one answers everything.
    ...(isWarm ? { cdn_hit: ['rate>0.99'] } : {}),
    ...toldApart('bytes', 'count', 'class', ['cdn hit', 'cdn miss']),
  }),
  setupTimeout: '5m',
};

export function setup(): void {
  if (isWarm) warmCaches(access);
  if (access === 'signed') askUnsigned();
}

export const browse = iteration(async () => browsePage(access));

export const handleSummary = writeSummary;
