import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import { view, webConfig, webServer } from './testing/viewer.ts';

test('a redirect to HTTPS leads to the same distribution over TLS', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('private'));
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, { ViewerProtocolPolicy: 'redirect-to-https' }),
  );
  const { headers } = await view(cloud, distribution, '/a');
  const { hostname, port, pathname, protocol, host } = new URL(headers.location!);
  expect(protocol).toBe('https:');
  const ca = await (await fetch(`${cloud.endpoint}/_safelight/ca.pem`)).text();
  const body = await new Promise<string>((resolve, reject) => {
    const where = {
      hostname: '127.0.0.1',
      port,
      path: pathname,
      servername: hostname,
      headers: { host },
      ca,
    };
    const outgoing = request({ ...where, agent: false }, (incoming) => resolve(text(incoming)));
    outgoing.on('error', reject);
    outgoing.end();
  });
  expect(body).toBe('private');
});
