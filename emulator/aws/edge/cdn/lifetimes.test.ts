/** How long copies live, held sentence by sentence against aws.md sections A.6, A.7 and A.12. */
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { seconds } from '../../kernel/instant.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import { view, webConfig, webServer, type Seen, type WebServer } from './testing/viewer.ts';

interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Scene {
  /** What the origin answers from now on. */
  readonly says: (said: Said) => void;
  /** How often the origin was asked. */
  readonly asked: () => number;
  readonly get: () => Promise<Seen>;
}

async function scene(
  cloud: Cloud,
  use: (server: WebServer) => void,
  [MinTTL, DefaultTTL, MaxTTL]: readonly [number, number, number] = [0, 60, 100],
): Promise<Scene> {
  let answer: Said = {};
  let asked = 0;
  const server = await webServer((_, response) => {
    asked += 1;
    response.writeHead(answer.status ?? 200, answer.headers ?? {}).end(answer.body ?? 'body');
  });
  use(server);
  const client = cloudFrontClient(cloud);
  const { CachePolicy } = await client.createCachePolicy({
    CachePolicyConfig: {
      Name: 'times',
      MinTTL,
      DefaultTTL,
      MaxTTL,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: false,
        HeadersConfig: { HeaderBehavior: 'none' },
        CookiesConfig: { CookieBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'none' },
      },
    },
  });
  const distribution = await createdDistribution(
    client,
    webConfig(server, { CachePolicyId: CachePolicy!.Id }),
  );
  return {
    says: (said) => void (answer = said),
    asked: () => asked,
    get: () => view(cloud, distribution, '/photo.jpg'),
  };
}

test.each([
  ['no-store', [0, 60, 100], 0],
  ['no-store', [5, 60, 100], 5],
  ['private', [5, 60, 100], 5],
  ['max-age=10', [0, 60, 100], 10],
  ['max-age=1000', [0, 60, 100], 100],
  ['max-age=1', [20, 60, 100], 20],
  ['max-age=10, s-maxage=30', [0, 60, 100], 30],
  ['max-age=0', [0, 60, 100], 0],
  ['public', [0, 60, 100], 60],
  [undefined, [0, 60, 100], 60],
  [undefined, [0, 0, 100], 0],
] as const)('Cache-Control %s under times %j is served for %d seconds', async (said, times, lives) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using servers = new AsyncDisposableStack();
  const { says, get } = await scene(cloud, (server) => void servers.use(server), times);
  const headers: Record<string, string> = said === undefined ? {} : { 'cache-control': said };
  says({ headers });
  const first = await get();
  expect([first.headers['x-cache'], first.headers['cache-control']]).toEqual(['Miss from cloudfront', said]);
  await cloud.clock.advance(seconds(Math.max(lives - 1, 0)));
  expect((await get()).headers['x-cache']).toBe(`${lives > 0 ? 'Hit' : 'Miss'} from cloudfront`);
  await cloud.clock.advance(seconds(1));
  expect((await get()).headers['x-cache']).toBe('Miss from cloudfront');
});

test.each([
  [404, undefined, true],
  [414, undefined, true],
  [500, undefined, true],
  [501, undefined, true],
  [502, undefined, true],
  [503, undefined, true],
  [504, undefined, true],
  [403, undefined, false],
  [403, 'max-age=60', true],
  [400, undefined, false],
  [400, 'max-age=60', true],
  [412, 'max-age=60', true],
  [405, undefined, false],
  [410, undefined, false],
  [416, 'max-age=60', false],
] as const)(
  'whether an error %d with Cache-Control %s is remembered: %s',
  async (status, said, remembered) => {
    await using cloud = await createCloud({ clock: 'manual' });
    await using servers = new AsyncDisposableStack();
    const { says, get, asked } = await scene(cloud, (server) => void servers.use(server));
    says({ status, body: 'no', ...(said !== undefined && { headers: { 'cache-control': said } }) });
    const first = await get();
    expect(first).toMatchObject({ status, text: 'no' });
    expect(first.headers['x-cache']).toBe('Error from cloudfront');
    await cloud.clock.advance(seconds(9));
    await get();
    expect(asked()).toBe(remembered ? 1 : 2);
  },
);

test('a copy may be served past its time while the next one is fetched, if the origin said so', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using servers = new AsyncDisposableStack();
  const { says, get, asked } = await scene(cloud, (server) => void servers.use(server));
  const headers = { 'cache-control': 'max-age=10, stale-while-revalidate=60' };
  says({ headers, body: 'first' });
  await get();
  await cloud.clock.advance(seconds(20));
  says({ headers, body: 'second' });
  const stale = await get();
  expect(stale).toMatchObject({ text: 'first' });
  expect(stale.headers).toMatchObject({ 'x-cache': 'Hit from cloudfront', age: '20' });
  await cloud.clock.settle();
  expect(asked()).toBe(2);
  expect(await get()).toMatchObject({ text: 'second' });
  expect(asked()).toBe(2);
  await cloud.clock.advance(seconds(71));
  says({ headers, body: 'third' });
  expect(await get()).toMatchObject({ text: 'third' });
});

test('a failing origin does not lengthen the time for which a stale copy may stand in for it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using servers = new AsyncDisposableStack();
  const { says, get } = await scene(cloud, (server) => void servers.use(server));
  says({ headers: { 'cache-control': 'max-age=10, stale-if-error=30' } });
  await get();
  says({ status: 500, body: 'broken' });
  for (const text of ['body', 'body', 'broken']) {
    await cloud.clock.advance(seconds(15));
    expect((await get()).text).toBe(text);
  }
});

test('a missing object replaces the copy that was kept of it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using servers = new AsyncDisposableStack();
  const { says, get } = await scene(cloud, (server) => void servers.use(server));
  await get();
  await cloud.clock.advance(seconds(61));
  says({ status: 404, body: 'gone' });
  expect(await get()).toMatchObject({ status: 404, text: 'gone' });
});
