/**
 * The control API described for programs, as OpenAPI 3.1. A test calls every operation that stands here on a running
 * cloud and holds the answers to these shapes, and fails when the server has a route that does not stand here.
 */
import { CONTROL_SCHEMAS, ref } from './control-schemas.ts';

type Json = Readonly<Record<string, unknown>>;

const json = (description: string, name: string): Json => ({
  description,
  content: { 'application/json': { schema: ref(name) } },
});
const body = (name: string, example: Json): Json => ({
  required: true,
  content: { 'application/json': { schema: ref(name), example } },
});
const other = (description: string, type: string): Json => ({
  description,
  content: { [type]: { schema: { type: 'string' } } },
});
const query = (name: string, type: string, description: string): Json => ({
  name,
  in: 'query',
  schema: { type },
  description,
});
const inPath = (name: string, type: string, description: string): Json => ({
  ...query(name, type, description),
  in: 'path',
  required: true,
});

const NOTHING = { description: 'done' };
const REFUSED = json('the body is not what it should be', 'Error');
const operation = (
  operationId: string,
  summary: string,
  rest: Json,
  ...answers: readonly [string, Json][]
): Json => ({
  operationId,
  summary,
  ...rest,
  responses: { ...Object.fromEntries(answers), default: json('refused, or failed', 'Error') },
});

const UNFIT = json('the snapshot does not fit, and nothing has changed; `code` says why', 'Error');
const NAME = inPath('name', 'string', 'up to 64 letters, digits, dots, dashes and underscores');
const AFTER = query('after', 'integer', 'only entries with a number above this');
const PACE: Json = { advance: 7_776_000_000 };
const THROTTLED: Json = {
  on: 'call',
  target: 's3',
  operation: 'PutObject',
  probability: 0.1,
  effect: { kind: 'error', code: 'SlowDown', status: 503 },
};
const RUN: Json = {
  journey: 'upload',
  profile: 'smoke',
  state: 'running',
  elapsed: 2,
  seconds: 5,
  iterations: 2,
  failures: 0,
  dropped: 0,
  steps: [{ name: 'put object', p50: 12, p95: 30 }],
};

/** @param version of safelight */
export const controlDocument = (version: string): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'safelight control API',
    version,
    summary: 'Steers a running cloud: its clock, its faults, its journal.',
    description:
      'It asks for no signature and answers only to loopback names: 403 otherwise. It does not answer to pages in ' +
      'browsers. A body has at most 64 KiB: 413 otherwise. What is wrong comes as JSON with the member `error`.',
  },
  servers: [{ url: 'http://127.0.0.1:4566/_safelight' }],
  paths: {
    '/health': {
      get: operation('health', 'whether the cloud answers, and which services do', {}, [
        '200',
        json('it does', 'Health'),
      ]),
    },
    '/openapi.json': {
      get: operation('description', 'this document', {}, [
        '200',
        { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
      ]),
    },
    '/ca.pem': {
      get: operation('authority', 'the certificate behind the TLS of the cloud', {}, [
        '200',
        other('PEM', 'text/plain'),
      ]),
    },
    '/status': {
      get: operation('status', 'what runs, and how it fares', {}, ['200', json('the state', 'Status')]),
    },
    '/clock': {
      get: operation('readClock', 'emulated time', {}, ['200', json('the clock', 'Clock')]),
      post: operation(
        'moveClock',
        'moves time, running what falls due on the way; answers when that is done',
        { requestBody: body('ClockCommand', PACE) },
        ['200', json('the clock afterwards', 'Clock')],
        ['400', REFUSED],
      ),
    },
    '/reset': {
      post: operation('reset', 'forgets everything but the time, and provisions the blueprint anew', {}, [
        '200',
        { description: 'done', content: { 'application/json': { schema: { const: { status: 'reset' } } } } },
      ]),
    },
    '/snapshots': {
      get: operation('snapshots', 'the snapshots on the disk that can be loaded', {}, [
        '200',
        json('by name', 'Snapshots'),
      ]),
    },
    '/snapshots/{name}': {
      put: operation(
        'saveSnapshot',
        'saves everything as it is now, once what is under way has settled',
        { parameters: [NAME, query('replace', 'boolean', 'whether an older one of that name gives way')] },
        ['201', json('saved', 'Snapshot')],
        ['409', UNFIT],
      ),
    },
    '/snapshots/{name}/load': {
      post: operation(
        'loadSnapshot',
        'makes everything as it was saved, the time included',
        { parameters: [NAME] },
        ['200', json('the clock afterwards', 'Clock')],
        ['409', UNFIT],
      ),
    },
    '/journal': {
      get: operation(
        'journal',
        'what happened; the newest 20,000 entries are kept',
        { parameters: [AFTER, query('type', 'string', 'only entries of this type')] },
        ['200', json('entries, oldest first', 'Entries')],
      ),
    },
    '/journal/written': {
      get: operation(
        'journalWritten',
        'what was written since a count of entries written before; without one, only the count',
        { parameters: [query('after', 'integer', 'the count that the last answer gave')] },
        ['200', json('entries in the order of writing', 'Written')],
      ),
    },
    '/journal/stream': {
      get: operation('journalStream', 'entries as they are written, as server-sent events', {}, [
        '200',
        other('events: `id` is the number, `event` the type, `data` the entry as JSON', 'text/event-stream'),
      ]),
    },
    '/journal/{seq}/tree': {
      get: operation(
        'journalTree',
        'an entry and everything it brought about',
        { parameters: [inPath('seq', 'integer', 'number of the entry')] },
        ['200', json('entries in order of number', 'Entries')],
      ),
    },
    '/load-progress': {
      post: operation(
        'loadProgress',
        'tells those who watch the journal how far a load test is',
        { requestBody: body('LoadProgress', RUN) },
        [
          '201',
          {
            description: 'written into the journal',
            content: {
              'application/json': {
                schema: { type: 'object', properties: { seq: { type: 'integer' } }, required: ['seq'] },
              },
            },
          },
        ],
        ['400', REFUSED],
      ),
    },
    '/usage': {
      get: operation('usage', 'everything metered so far, in the dimensions of a bill', {}, [
        '200',
        json('usage', 'Usage'),
      ]),
    },
    '/faults': {
      get: operation('faults', 'the fault rules, and how often each has struck', {}, [
        '200',
        json('rules', 'Faults'),
      ]),
      post: operation(
        'addFault',
        'adds a rule, in the place of one with the same id',
        { requestBody: body('NewFaultRule', THROTTLED) },
        ['201', json('the rule with its id', 'FaultRule')],
        ['400', REFUSED],
      ),
      delete: operation('clearFaults', 'removes all rules', {}, ['204', NOTHING]),
    },
    '/faults/{id}': {
      delete: operation(
        'removeFault',
        'removes a rule',
        { parameters: [inPath('id', 'string', 'of the rule')] },
        ['204', NOTHING],
        ['404', json('there is no such rule', 'Error')],
      ),
    },
  },
  components: { schemas: CONTROL_SCHEMAS },
});
