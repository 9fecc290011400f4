/**
 * What a day brings: most viewers look at thumbnails on the CDN, some at originals by signed URLs, and a few upload a photo,
 * see its thumbnail and view it. With the profile `day` the arrivals follow a day's curve.
 */
import { required, viewer } from '../asked.ts';
import { openImage } from '../image-file.ts';
import { toldApart } from '../measures.ts';
import { iteration, optionsFor, writeSummary } from '../run.ts';
import { awaitThumbnail } from '../steps/await-thumbnail.ts';
import { askUnsigned, browsePage, REGIONS } from '../steps/browse-page.ts';
import { putPhoto } from '../steps/upload-photo.ts';
import { viewOriginal } from '../steps/view-original.ts';

/** Parts of the arrivals; the rest uploads. */
const BROWSING = 0.7;
const SIGNED = 0.15;

const image = await openImage(required('IMAGE'));

export const options = optionsFor('mixed', {
  'http_req_duration{name:thumbnail}': ['p(95)<500'],
  'http_req_duration{name:signed original}': ['p(95)<500'],
  'http_req_duration{name:upload url}': ['p(95)<500'],
  'http_req_duration{name:put object}': ['p(95)<1000'],
  'http_req_duration{name:get thumbnail}': ['p(95)<500'],
  'http_req_duration{name:view}': ['p(95)<1000'],
  time_to_thumbnail: ['p(95)<5000'],
  ...toldApart('cdn_hit', 'rate', 'region', REGIONS),
  ...toldApart('bytes', 'count', 'class', ['uploaded', 'thumbnail', 'original', 'cdn hit', 'cdn miss']),
});

export const setup = askUnsigned;

export const mixed = iteration(async () => {
  const drawn = Math.random();
  if (drawn < BROWSING) return browsePage('public');
  if (drawn < BROWSING + SIGNED) return browsePage('signed');
  const user = viewer();
  const key = await putPhoto(user, image);
  if (key === undefined) return;
  awaitThumbnail(user, key, Date.now());
  viewOriginal(user, key, image.size);
});

export const handleSummary = writeSummary;
