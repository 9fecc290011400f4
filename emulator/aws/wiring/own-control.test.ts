import { SNS } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { deployApi } from '../edge/rest-api/testing/deployed-api.ts';
import { view, webConfig } from '../edge/cdn/testing/viewer.ts';
import { cloudFrontClient, createdDistribution } from '../services/cloudfront/testing/distributions.ts';
import { clientConfig } from '../testing/client-config.ts';

/** A fault that was asked for is gone after a reset. */
const isReset = (cloud: Cloud): boolean => cloud.faults.list().length === 0;
const FAULT = { on: 'call', probability: 0, effect: { kind: 'throttle' } } as const;

test('a subscription does not reach the control API', async () => {
  await using cloud = await createCloud({ clock: 'manual', faults: [FAULT] });
  const sns = new SNS(clientConfig(cloud));
  const { TopicArn } = await sns.createTopic({ Name: 'uploads' });
  const { port } = new URL(cloud.endpoint);
  for (const address of [
    cloud.endpoint,
    `http://localhost:${port}`,
    `http://127.1.2.3:${port}/_safelight/cdn/..`,
  ]) {
    const Endpoint = address.endsWith('..') ? `${address}/reset` : `${address}/_safelight/reset`;
    await sns.subscribe({ TopicArn, Protocol: 'http', Endpoint });
  }
  await cloud.clock.settle();
  const failures = cloud.journal.entries().filter(({ type }) => type === 'sns.delivery');
  expect(failures).toHaveLength(3);
  for (const { failure } of failures) expect(failure).toContain('its own control API');
  expect(isReset(cloud)).toBe(false);
});

test('an integration does not reach the control API, even by a path that its caller chooses', async () => {
  await using cloud = await createCloud({ clock: 'manual', faults: [FAULT] });
  const integration = {
    type: 'HTTP_PROXY',
    integrationHttpMethod: 'ANY',
    uri: `${cloud.endpoint}/{proxy}`,
    requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
  } as const;
  const settings = { requestParameters: { 'method.request.path.proxy': true } };
  const api = await deployApi(cloud, [{ path: '/{proxy+}', method: 'ANY', settings, integration }]);
  const answer = await fetch(`${api.url}/_safelight/reset`, { method: 'POST' });
  expect(answer.status).toBe(500);
  expect(isReset(cloud)).toBe(false);
});

test('a distribution does not reach the control API', async () => {
  await using cloud = await createCloud({ clock: 'manual', faults: [FAULT] });
  const client = cloudFrontClient(cloud);
  const port = Number(new URL(cloud.endpoint).port);
  const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'] as const;
  const config = webConfig(
    {
      port,
      origin: {
        Id: 'web',
        DomainName: 'localhost',
        CustomOriginConfig: { HTTPPort: port, HTTPSPort: 443, OriginProtocolPolicy: 'http-only' },
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
    { AllowedMethods: { Quantity: methods.length, Items: [...methods] } },
  );
  const distribution = await createdDistribution(client, config);
  for (const path of ['/_safelight/reset', '/a/../_safelight/reset']) {
    expect((await view(cloud, distribution, path, { method: 'POST' })).status).toBe(502);
  }
  // Below `cdn` are distributions, and this is none.
  const below = await view(cloud, distribution, '/_safelight/cdn/%2e%2e/reset', { method: 'POST' });
  expect(below.status).toBe(403);
  expect(isReset(cloud)).toBe(false);
});
