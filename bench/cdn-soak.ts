/**
 * `node bench/cdn-soak.ts [--minutes 10] [--rate 100]`: a distribution under a steady mixture for a while: hits, ranges,
 * revalidations, misses nobody repeats, missing keys, signed and unsigned views, a function that works and one that loops,
 * invalidations. Says every minute what the cloud holds, ends with 1 when an answer was not the one that was due.
 */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { bucketBehind, sceneOn } from './cdn-scene.ts';
import { startServer } from './server.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, rate: { type: 'string', default: '100' } },
});
const [MINUTES, RATE] = [Number(values.minutes), Number(values.rate)];
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const WORKING = `function handler(event) { event.request.uri = event.request.uri.replace('/f/', '/'); return event.request; }`;
const LOOPING = `function handler(event) { if (event.request.uri === '/loop') while (true) {} return event.request; }`;

await using server = await startServer('cloud', { BENCH_CACHE_BYTES: String(16 * 1_024 * 1_024) });
using scene = sceneOn(server.port);
const { cloudfront, s3 } = scene;

async function published(Name: string, code: string): Promise<string> {
  const { FunctionSummary, ETag } = await cloudfront.createFunction({
    Name,
    FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
    FunctionCode: Buffer.from(code),
  });
  await cloudfront.publishFunction({ Name, IfMatch: ETag });
  return FunctionSummary?.FunctionMetadata?.FunctionARN ?? '';
}

const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const { PublicKey } = await cloudfront.createPublicKey({
  PublicKeyConfig: {
    CallerReference: 'soak',
    Name: 'soak',
    EncodedKey: keys.publicKey.export({ type: 'spki', format: 'pem' }) as string,
  },
});
const keyPairId = PublicKey?.Id ?? '';
const { KeyGroup } = await cloudfront.createKeyGroup({
  KeyGroupConfig: { Name: 'soak', Items: [keyPairId] },
});
const host = await bucketBehind(scene, new Uint8Array(200 * 1_024).fill(7), {
  CachePolicyId: CACHING_OPTIMIZED,
});
const { DistributionList } = await cloudfront.listDistributions({});
const Id = DistributionList?.Items?.[0]?.Id ?? '';
const { DistributionConfig: config, ETag } = await cloudfront.getDistributionConfig({ Id });
const behavior = (PathPattern: string, changes: object): object => ({
  ...config?.DefaultCacheBehavior,
  PathPattern,
  ...changes,
});
const associated = (FunctionARN: string): object => ({
  FunctionAssociations: { Quantity: 1, Items: [{ EventType: 'viewer-request', FunctionARN }] },
});
await cloudfront.updateDistribution({
  Id,
  IfMatch: ETag,
  DistributionConfig: {
    ...config!,
    CacheBehaviors: {
      Quantity: 3,
      Items: [
        behavior('/f/*', associated(await published('working', WORKING))),
        behavior('/loop', associated(await published('looping', LOOPING))),
        behavior('/private/*', {
          TrustedKeyGroups: { Enabled: true, Quantity: 1, Items: [KeyGroup?.Id ?? ''] },
        }),
      ] as never,
    },
  },
});
await s3.putObject({ Bucket: 'bench', Key: 'private/cat.jpg', Body: 'private' });
for (let i = 0; i < 2_000; i += 1) {
  await s3.putObject({ Bucket: 'bench', Key: `many/${i}`, Body: Buffer.alloc(20_000, i % 251) });
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

function status(path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port: server.port, path, agent, headers: { host, ...headers } },
      (incoming) =>
        incoming
          .on('end', () => resolve(incoming.statusCode ?? 0))
          .on('error', reject)
          .resume(),
    );
    outgoing.on('error', reject).end();
  });
}

function signed(path: string): string {
  const expires = Math.floor(Date.now() / 1_000) + 60;
  const policy = `{"Statement":[{"Resource":"http://${host}${path}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;
  const signature = createSign('sha1').update(policy).sign(keys.privateKey, 'base64');
  const safe = signature.replaceAll('+', '-').replaceAll('=', '_').replaceAll('/', '~');
  return `${path}?Expires=${expires}&Signature=${safe}&Key-Pair-Id=${keyPairId}`;
}

interface Step {
  readonly name: string;
  readonly share: number;
  readonly due: number;
  readonly ask: (turn: number) => Promise<number>;
}

const steps: readonly Step[] = [
  { name: 'hit of 200 KiB', share: 30, due: 200, ask: () => status('/photo.jpg') },
  { name: 'function', share: 20, due: 200, ask: () => status('/f/photo.jpg') },
  { name: 'range', share: 10, due: 206, ask: () => status('/photo.jpg', { range: 'bytes=100-199' }) },
  { name: 'object of many', share: 20, due: 200, ask: (turn) => status(`/many/${(turn * 7) % 2_000}`) },
  { name: 'missing key', share: 8, due: 403, ask: (turn) => status(`/missing/${turn}`) },
  { name: 'signed', share: 6, due: 200, ask: () => status(signed('/private/cat.jpg')) },
  { name: 'unsigned', share: 5, due: 403, ask: () => status('/private/cat.jpg') },
  { name: 'function that loops', share: 1, due: 503, ask: () => status('/loop') },
];
const deck = steps.flatMap((step) => Array.from({ length: step.share }, () => step));

const counts = new Map<string, number>();
const wrong = new Map<string, number>();
const add = (to: Map<string, number>, name: string): void => void to.set(name, (to.get(name) ?? 0) + 1);

async function one(turn: number): Promise<void> {
  const step = deck[(turn * 37) % deck.length]!;
  const seen = await step.ask(turn).catch((error: unknown) => String(error));
  add(counts, step.name);
  if (seen !== step.due) add(wrong, `${step.name}: ${seen}`);
}

async function report(minute: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/_safelight/status`);
  const { memory, defects, journal } = (await answer.json()) as Record<string, number>;
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `${minute} min  ${total} requests  ${Math.round((memory ?? 0) / 1_048_576)} MiB  journal ${journal}  defects ${defects}  wrong ${JSON.stringify([...wrong])}`,
  );
}

const start = performance.now();
let turn = 0;
for (let minute = 1; minute <= MINUTES; minute += 1) {
  while (performance.now() < start + minute * 60_000) {
    await Promise.all(Array.from({ length: Math.ceil(RATE / 10) }, () => one(turn++)));
    await pause(Math.max(0, start + (turn / RATE) * 1_000 - performance.now()));
  }
  const Paths = { Quantity: 1, Items: ['/many/*'] };
  await cloudfront.createInvalidation({
    DistributionId: Id,
    InvalidationBatch: { CallerReference: String(minute), Paths },
  });
  await report(minute);
}
console.log(JSON.stringify(Object.fromEntries(counts)));
agent.destroy();
process.exitCode = wrong.size === 0 ? 0 : 1;
