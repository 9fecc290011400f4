/**
 * A photo from leave to upload to visible thumbnail: ask the API where to upload, PUT there, look until the thumbnail can
 * be fetched, and see that it is a JPEG and the original is the size it was.
 */
import { required, viewer } from '../asked.ts';
import { openImage } from '../image-file.ts';
import { toldApart } from '../measures.ts';
import { iteration, optionsFor, writeSummary } from '../run.ts';
import { awaitThumbnail } from '../steps/await-thumbnail.ts';
import { putPhoto } from '../steps/upload-photo.ts';
import { viewOriginal } from '../steps/view-original.ts';

const image = await openImage(required('IMAGE'));

export const options = optionsFor('upload', {
  'http_req_duration{name:upload url}': ['p(95)<500'],
  'http_req_duration{name:put object}': ['p(95)<1000'],
  'http_req_duration{name:thumbnail url}': ['p(95)<500'],
  'http_req_duration{name:get thumbnail}': ['p(95)<500'],
  'http_req_duration{name:view url}': ['p(95)<500'],
  'http_req_duration{name:view}': ['p(95)<1000'],
  time_to_thumbnail: ['p(95)<5000'],
  ...toldApart('bytes', 'count', 'class', ['uploaded', 'thumbnail', 'original']),
});

export const upload = iteration(async () => {
  const user = viewer();
  const key = await putPhoto(user, image);
  if (key === undefined) return;
  awaitThumbnail(user, key, Date.now());
  viewOriginal(user, key, image.size);
});

export const handleSummary = writeSummary;
