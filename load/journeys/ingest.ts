/**
 * Uploads at a rate, from signed PUT through S3's event to the queue, and beside them consumers that empty the queue. In
 * the end as many events have been read as uploads were answered: what is lost, or told twice, breaks a threshold.
 */
import { check, sleep } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter } from 'k6/metrics';
import { count, required } from '../asked.ts';
import { openImage } from '../image-file.ts';
import { countBytes, toldApart } from '../measures.ts';
import { iteration, optionsFor, writeSummary } from '../run.ts';
import { signed } from '../sigv4.ts';
import { readEvents } from '../steps/read-events.ts';

const CONSUMERS = 4;
/** Empty answers in a row, of two seconds each, after which nothing more is expected. */
const EMPTY_ROUNDS = 3;
const WAIT = 2;
/** Keys that are written again and again: an hour of new ones would fill a disk, and say nothing of memory. */
const KEYS = 5_000;

/** Of several runners each reads what the others uploaded. */
const isAlone = __ENV['RUNNERS'] === '1';
/** In the middle of a run some events are always under way: a breakpoint run must not end by it. */
const ALL_TOLD = { threshold: 'count==0', abortOnFail: false };

const bucket = required('BUCKET');
const endpoint = required('S3_ENDPOINT');
const contentType = required('CONTENT_TYPE');
const image = await openImage(required('IMAGE'));
const seconds = count('SECONDS');

const uploads = new Counter('uploads');
/** Uploads that were answered, less the events that were read. */
const untold = new Counter('untold');

export const options = optionsFor(
  'ingest',
  {
    'http_req_duration{name:put object}': ['p(95)<1000'],
    event_lag: ['p(95)<2000'],
    ...(isAlone ? { untold: [ALL_TOLD] } : {}),
    ...toldApart('bytes', 'count', 'class', ['uploaded']),
  },
  {
    consume: {
      executor: 'per-vu-iterations',
      exec: 'consume',
      vus: CONSUMERS,
      iterations: 1,
      maxDuration: `${seconds + 120}s`,
    },
  },
);

export const ingest = iteration(async () => {
  const { url, headers } = signed({
    method: 'PUT',
    origin: endpoint,
    path: `/${bucket}/uploads/load/${exec.scenario.iterationInTest % KEYS}.jpg`,
    service: 's3',
    headers: { 'content-type': contentType },
  });
  const put = http.put(url, await image.read(), { headers, tags: { name: 'put object' } });
  if (!check(put, { 'the upload is taken': ({ status }) => status === 200 })) return;
  countBytes('uploaded', image.size);
  uploads.add(1);
  untold.add(1);
});

/** A consumer's whole life: until the uploads have ended and the queue stays empty. */
export const consume = iteration(async () => {
  const end = Date.now() + seconds * 1_000;
  for (let empty = 0; Date.now() < end || empty < EMPTY_ROUNDS;) {
    const events = readEvents(WAIT);
    untold.add(-events);
    if (events > 0) empty = 0;
    else {
      empty += 1;
      sleep(0.05);
    }
  }
});

export const handleSummary = writeSummary;
