/** The same photo as a web client uploads it: a presigned POST, its fields in order and the file last. */
import { required, viewer } from '../asked.ts';
import { openImage } from '../image-file.ts';
import { toldApart } from '../measures.ts';
import { iteration, optionsFor, writeSummary } from '../run.ts';
import { awaitThumbnail } from '../steps/await-thumbnail.ts';
import { postPhoto } from '../steps/upload-photo.ts';
import { viewOriginal } from '../steps/view-original.ts';

const image = await openImage(required('IMAGE'));

export const options = optionsFor('uploadForm', {
  'http_req_duration{name:upload form}': ['p(95)<500'],
  'http_req_duration{name:post form}': ['p(95)<1000'],
  'http_req_duration{name:get thumbnail}': ['p(95)<500'],
  'http_req_duration{name:view}': ['p(95)<1000'],
  time_to_thumbnail: ['p(95)<5000'],
  ...toldApart('bytes', 'count', 'class', ['uploaded', 'thumbnail', 'original']),
});

export const uploadForm = iteration(async () => {
  const user = viewer();
  const key = await postPhoto(user, image);
  if (key === undefined) return;
  awaitThumbnail(user, key, Date.now());
  viewOriginal(user, key, image.size);
});

export const handleSummary = writeSummary;
