/** Nearly valid requests to every service. */
import { cbor } from '@smithy/core/cbor';
import type { Clock } from '../../kernel/clock.ts';
import { milliseconds, minutes } from '../../kernel/instant.ts';
import { percentDecode } from '../../wire/query-string.ts';
import { Chance, mutateBytes, mutateText, mutateValue } from '#fixtures';
import { exchange, type SeedRequest } from './seed-requests.ts';
import { recordSeeds } from './seeds.ts';
import { trustingCloud, type TrustingCloud } from './trusting-cloud.ts';
import { Watchdog } from './watchdog.ts';

/** Wall milliseconds that no request takes. */
const PATIENCE = 20_000;
/** Cases on one cloud, whose records would otherwise add up. */
const PER_CLOUD = 5_000;
export const MOST_MEMORY = 2 * 2 ** 30;

/** Something that no request may bring about. */
export interface Finding {
  readonly what: string;
  readonly request: string;
}

export interface Fuzzed {
  readonly cases: number;
  readonly findings: readonly Finding[];
}

/** Sends so many cases; the same seed sends the same ones. */
export async function fuzzServices(seed: number, cases: number): Promise<Fuzzed> {
  await using watchdog = new Watchdog(PATIENCE);
  const findings = new Map<string, Finding>();
  for (let done = 0; done < cases; done += PER_CLOUD) {
    await fuzzOneCloud(new Chance(seed + done), Math.min(PER_CLOUD, cases - done), watchdog, findings);
  }
  return { cases, findings: [...findings.values()] };
}

async function fuzzOneCloud(
  chance: Chance,
  cases: number,
  watchdog: Watchdog,
  findings: Map<string, Finding>,
): Promise<void> {
  await using cloud = trustingCloud();
  const seeds = await recordSeeds(cloud);
  const prototype = Reflect.ownKeys(Object.prototype).length;
  let shown = '';
  const found = (what: string): void => {
    // One mistake is found by many requests: where it was made tells them apart.
    const place = what.split('\n').slice(0, 3).join('\n');
    if (!findings.has(place)) findings.set(place, { what: what.slice(0, 1_000), request: shown });
  };
  const stop = cloud.core.journal.subscribe(({ type, error }) => {
    if (type === 'defect') found(error as string);
  });
  for (let at = 0; at < cases; at += 1) {
    let request = chance.of(seeds);
    for (let times = chance.of([1, 1, 2, 3]); times > 0; times -= 1) request = mutated(request, chance);
    shown = describe(request);
    watchdog.watch(shown);
    await answered(cloud, request).catch((error: unknown) => found((error as Error).stack ?? 'thrown'));
    if (Reflect.ownKeys(Object.prototype).length !== prototype) found('a prototype was changed');
  }
  shown = 'five minutes later';
  await cloud.core.clock.advance(minutes(5));
  const { rss } = process.memoryUsage();
  if (rss > MOST_MEMORY) found(`${Math.round(rss / 2 ** 20)} MiB of memory`);
  for (const seed of seeds.slice(0, 3)) {
    const { status } = await exchange(cloud, seed);
    if (status >= 500) found(`a good request is answered with ${status}`);
  }
  stop();
}

/** Wall time after which a request is taken for one that waits. */
const SOON = milliseconds(100);

/** The answer; long polls are given the time they wait for. */
async function answered(cloud: TrustingCloud, request: SeedRequest): Promise<void> {
  const { clock } = cloud.core;
  const answer = exchange(cloud, request);
  while (!(await isSettled(answer, clock))) await clock.advance(minutes(1));
  await answer;
}

const isSettled = (answer: Promise<unknown>, clock: Clock): Promise<boolean> =>
  new Promise((told) => {
    const cancel = clock.wallTimer(SOON, () => told(false));
    const settled = (): void => {
      cancel();
      told(true);
    };
    answer.then(settled, settled);
  });

function mutated(request: SeedRequest, chance: Chance): SeedRequest {
  const place = chance.next();
  if (place < 0.08) return { ...request, path: wireText(mutateText(request.path, chance)) };
  if (place < 0.2) return { ...request, query: wireText(mutateText(request.query, chance)) };
  if (place < 0.3) {
    const names = Object.keys(request.headers);
    const name = chance.of(names);
    const value = wireText(mutateText(request.headers[name]!, chance)).trim();
    return { ...request, headers: { ...request.headers, [name]: value } };
  }
  if (request.body.length === 0) return { ...request, query: wireText(mutateText(request.query, chance)) };
  return { ...request, body: mutatedBody(request, chance) };
}

function mutatedBody({ headers, body }: SeedRequest, chance: Chance): Uint8Array {
  if (chance.hits(0.05)) return mutateBytes(body, chance);
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') {
    try {
      return cbor.serialize(mutateValue(cbor.deserialize(body), chance));
    } catch {
      return mutateBytes(body, chance);
    }
  }
  const text = Buffer.from(body).toString();
  if (!/^[\w.]+=/.test(text)) return Buffer.from(mutateText(text, chance));
  const pairs = text.split('&');
  const at = chance.below(pairs.length);
  const [name = '', value = ''] = pairs[at]!.split('=');
  pairs[at] = chance.hits(0.2)
    ? mutateText(pairs[at]!, chance)
    : `${name}=${encoded(mutateText(percentDecode(value) ?? value, chance))}`;
  return Buffer.from(pairs.join('&'));
}

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** What can stand in a request's first line or a header at all: Node's parser lets nothing else through. */
const wireText = (text: string): string =>
  Buffer.from(text.replaceAll(/\p{Cc}/gu, ''))
    .toString('latin1')
    .slice(0, 60_000);

const describe = ({ method, path, query, headers, body }: SeedRequest): string =>
  `${method} ${path}?${query}\n${JSON.stringify(headers)}\n${Buffer.from(body).toString().slice(0, 4_000)}`;
