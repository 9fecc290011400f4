import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect, type ClientHttp2Session } from 'node:http2';
import { buffer } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import { bytesOf, connectionOf } from '../../testing/fuzz/frames.ts';
import { webConfig, webServer } from './testing/viewer.ts';

const ALL = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'] as const;

async function authorityOf(cloud: Cloud): Promise<string> {
  return (await fetch(`${cloud.endpoint}/_safelight/ca.pem`)).text();
}

async function session(cloud: Cloud, servername: string): Promise<ClientHttp2Session> {
  const { port } = new URL(cloud.endpoint);
  return connect(`https://${servername}:${port}`, {
    host: '127.0.0.1',
    servername,
    ca: await authorityOf(cloud),
  });
}

async function fetched(
  client: ClientHttp2Session,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  const stream = client.request(headers, { endStream: body === undefined });
  if (body !== undefined) stream.end(body);
  const answered = await new Promise<Record<string, unknown>>((resolve, reject) => {
    stream.once('response', resolve);
    stream.once('error', reject);
  });
  return {
    status: Number(answered[':status']),
    headers: answered,
    text: (await buffer(stream)).toString(),
  };
}

test('viewers who offer HTTP/2 get it, with lower-case names and Via still saying 1.1', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((request, response) =>
    response.end(
      `${request.method} ${request.url} as ${String(request.headers['cloudfront-viewer-http-version'])}`,
    ),
  );
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, {
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: '33f36d7e-f396-46d9-90e0-52428a34d9dc',
    }),
  );
  const client = await session(cloud, `${distribution.Id!.toLowerCase()}.cloudfront.localhost`);
  const answers = await Promise.all(['/a', '/b?x=1', '/c'].map((path) => fetched(client, { ':path': path })));
  expect(answers.map(({ text }) => text)).toEqual(['GET /a as 2.0', 'GET /b?x=1 as 2.0', 'GET /c as 2.0']);
  expect(answers[0]!.headers).toMatchObject({
    'x-cache': 'Miss from cloudfront',
    via: expect.stringMatching(/^1\.1 /) as string,
  });
  client.close();
});

test('a body comes through HTTP/2 without a length', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((request, response) => void request.pipe(response));
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, {
      AllowedMethods: {
        Quantity: 7,
        Items: [...ALL],
        CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
      },
    }),
  );
  const client = await session(cloud, `${distribution.Id!.toLowerCase()}.cloudfront.localhost`);
  const sent = 'meow'.repeat(50_000);
  const { status, text } = await fetched(client, { ':path': '/upload', ':method': 'POST' }, sent);
  expect([status, text === sent]).toEqual([200, true]);
  client.close();
});

test('what is refused over HTTP/2 is refused by a page, not by a reset: long URLs, many headers, bodies nobody reads', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('x'));
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  const client = await session(cloud, distribution.DomainName!);
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`x-${i}`, '1']));
  expect((await fetched(client, { ':path': `/${'a'.repeat(9_000)}` })).status).toBe(413);
  expect((await fetched(client, { ':path': '/a', 'x-large': 'b'.repeat(33_000) })).status).toBe(413);
  expect((await fetched(client, { ':path': '/a', ...many })).status).toBe(200);
  expect((await fetched(client, { ':path': '/a', ':method': 'POST' }, 'body')).status).toBe(403);
  client.close();
});

test('curl settles on HTTP/2 where the distribution has it, and on HTTP/1.1 elsewhere', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('x'));
  const client = cloudFrontClient(cloud);
  const modern = await createdDistribution(client, webConfig(server));
  const old = await createdDistribution(
    client,
    webConfig(server, {}, { CallerReference: 'old', HttpVersion: 'http1.1' }),
  );
  const { port } = new URL(cloud.endpoint);
  const version = async (host: string): Promise<string> => {
    const script = `curl -sf "$1/_safelight/ca.pem" | curl -s -o /dev/null -w '%{http_version} %{http_code}' --http2 --cacert /dev/stdin --resolve "$2:$3:127.0.0.1" "https://$2:$3/a"`;
    return (await promisify(execFile)('sh', ['-c', script, 'sh', cloud.endpoint, host, port])).stdout;
  };
  expect(await version(modern.DomainName!)).toBe('2 200');
  expect(await version(old.DomainName!)).toBe('1.1 200');
  expect(await version('localhost')).toMatch(/^1\.1 /);
});

test('a cloud closes under an open HTTP/2 connection', async () => {
  const cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('x'));
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  const client = await session(cloud, distribution.DomainName!);
  await fetched(client, { ':path': '/a' });
  const closed = new Promise((resolve) => client.once('close', resolve));
  await cloud.close(5_000);
  await closed;
  expect(client.destroyed).toBe(true);
});

test('a viewer over HTTP/2 who closes one half and goes away leaves no connection', async () => {
  const cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('x'));
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  const host = distribution.DomainName!;
  const fields = Object.entries({ ':method': 'GET', ':scheme': 'https', ':authority': host, ':path': '/a' });
  const socket = connectTls({
    host: '127.0.0.1',
    port: Number(new URL(cloud.endpoint).port),
    servername: host,
    ca: await authorityOf(cloud),
    ALPNProtocols: ['h2'],
  });
  socket.end(bytesOf(connectionOf([{ fields, body: '' }])));
  await once(socket, 'data');
  socket.destroy();
  // Far longer than this test may take: nothing is left that would have to be cut.
  await expect(cloud.close(60_000)).resolves.toBeUndefined();
});
