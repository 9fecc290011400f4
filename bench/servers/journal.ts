/**
 * A control API alone, with nothing behind it: tells of a thousand things a second, as a busy cloud's journal would, so
 * that what is measured is who listens.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const EVENTS_PER_SECOND = 1_000;
const TICK = 100;
const KEPT = 2_000;

const listeners = new Set<ServerResponse>();
const kept: object[] = [];
const journey = [
  { type: 'call', service: 's3', operation: 'PutObject', resource: 'photos', status: 200, duration: 12 },
  { type: 's3.event', bucket: 'photos', event: 'ObjectCreated:Put' },
  { type: 'lambda.invocation', function: 'generate-thumbnail', duration: 80, coldStart: false },
  { type: 'call', service: 's3', operation: 'GetObject', resource: 'photos', status: 200, duration: 3 },
  { type: 'call', service: 's3', operation: 'PutObject', resource: 'photos', status: 200, duration: 9 },
  { type: 'sqs.message', queue: 'analysis' },
  {
    type: 'call',
    service: 'sqs',
    operation: 'ReceiveMessage',
    resource: 'analysis',
    status: 200,
    duration: 4,
  },
  { type: 'cdn.request', method: 'GET', path: '/images/a.jpg', status: 200, pop: 'FRA60-P6', result: 'Hit' },
  { type: 'cdn.request', method: 'GET', path: '/images/b.jpg', status: 200, pop: 'IAD89-P1', result: 'Miss' },
  { type: 'call', service: 'dynamodb', operation: 'Query', resource: 'images', status: 400, duration: 2 },
];

let seq = 0;
function entry(): object {
  const step = seq % journey.length;
  const facts = journey[step];
  seq += 1;
  const cause = step === 0 || step >= 7 ? 0 : seq - 1;
  const told = {
    ...facts,
    seq,
    cause,
    at: Date.now(),
    requestId: `request-${seq}`,
    accountId: '000000000000',
  };
  kept.push(told);
  return told;
}

setInterval(() => {
  const events = Array.from({ length: (EVENTS_PER_SECOND * TICK) / 1_000 }, entry);
  kept.splice(0, kept.length - KEPT);
  const text = events.map((told) => `data: ${JSON.stringify(told)}\n\n`).join('');
  for (const response of listeners) response.write(text);
}, TICK);

const usage = () => [
  {
    service: 's3',
    usageType: 'Requests',
    operation: 'PutObject',
    resource: 'photos',
    accountId: '000000000000',
    region: 'us-east-1',
    quantity: seq / 5,
  },
];

const clock = () => ({ now: new Date().toISOString(), rate: 1, pending: 0, nextDeadline: null });

const ANSWERS: Readonly<Record<string, () => object>> = {
  '/_safelight/status': () => ({
    version: '0.0.0',
    pid: process.pid,
    endpoint: 'http://127.0.0.1',
    region: 'us-east-1',
    accountId: '000000000000',
    clock: clock(),
    services: [],
    pendingDeliveries: 3,
    journal: seq,
    defects: 0,
    memory: 0,
    about: {},
  }),
  '/_safelight/usage': () => ({ usage: usage() }),
  '/_safelight/clock': clock,
  '/_safelight/journal': () => ({ entries: kept }),
};

const server = createServer((request, response) => {
  const [path = ''] = (request.url ?? '').split('?');
  if (path === '/_safelight/journal/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': listening\n\n');
    listeners.add(response);
    response.on('close', () => listeners.delete(response));
    return;
  }
  const answer = ANSWERS[path];
  response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer?.() ?? {}));
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
