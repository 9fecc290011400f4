/** Viewers and origins that are old, or do not say the truth. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import { view, webConfig, webServer } from './testing/viewer.ts';

test('an origin that lies about its length gets nobody’s cache: too short is a 502, what is beyond is not looked at', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer(({ url, socket }) => {
    const length = url === '/less' ? 100 : 4;
    socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\nmeow and more`);
  });
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  expect((await view(cloud, distribution, '/less')).status).toBe(502);
  expect((await view(cloud, distribution, '/more')).text).toBe('meow');
  expect((await view(cloud, distribution, '/more')).text).toBe('meow');
});

test('Vary reaches viewers as far as the CDN lets the origin see what it names', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  let asked = 0;
  await using server = await webServer(({ url }, response) => {
    asked += 1;
    response.setHeader('vary', url === '/all' ? '*' : 'User-Agent, Accept-Encoding').end('x');
  });
  const client = cloudFrontClient(cloud);
  const distribution = await createdDistribution(client, webConfig(server));
  expect((await view(cloud, distribution, '/a')).headers.vary).toBe('Accept-Encoding');
  const { CachePolicyId: _policy, ...legacy } = webConfig(server).DefaultCacheBehavior!;
  const forwarding = { QueryString: false, Cookies: { Forward: 'none' as const } };
  const open = await createdDistribution(client, {
    ...webConfig(server, {}, { CallerReference: 'legacy' }),
    DefaultCacheBehavior: { ...legacy, ForwardedValues: forwarding, MinTTL: 0 },
  });
  asked = 0;
  await view(cloud, open, '/all');
  await view(cloud, open, '/all');
  expect(asked).toBe(2);
});

test('a write over HTTP/1.0 is refused where it would be redirected', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('x'));
  const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'] as const;
  const { DomainName } = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, {
      ViewerProtocolPolicy: 'redirect-to-https',
      AllowedMethods: {
        Quantity: 7,
        Items: [...methods],
        CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
      },
    }),
  );
  const { hostname, port } = new URL(cloud.endpoint);
  const statusOf = async (method: string): Promise<string> => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${method} /a HTTP/1.0\r\nhost: ${DomainName}\r\ncontent-length: 0\r\n\r\n`),
    );
    return (await text(socket)).slice(9, 12);
  };
  expect([await statusOf('GET'), await statusOf('POST')]).toEqual(['301', '403']);
});
