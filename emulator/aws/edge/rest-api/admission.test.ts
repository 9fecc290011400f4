import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { days } from '../../kernel/instant.ts';
import { signedFetch } from '../../testing/signed-fetch.ts';
import { deployApi, ECHO, proxyTo } from './testing/deployed-api.ts';

const IAM = { authorizationType: 'AWS_IAM' } as const;
const KEYED = { apiKeyRequired: true } as const;

const status = async (url: string, headers: Record<string, string> = {}) =>
  (await fetch(url, { headers })).status;

test('a method with IAM authorization wants a signature, and knows who signed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [{ path: '/a-b', method: 'POST', settings: IAM, integration: echo }]);
  const url = `${api.url}/a-b?x=1%2F2`;
  const signing = { service: 'execute-api', method: 'POST', body: '{}', at: cloud.clock.now() };
  const unsigned = await fetch(url, { method: 'POST', body: '{}' });
  expect(unsigned.status).toBe(403);
  expect(await unsigned.text()).toBe('{"message":"Missing Authentication Token"}');
  const signed = await signedFetch(url, signing);
  expect(await signed.json()).toMatchObject({
    requestContext: {
      identity: {
        accessKey: 'test',
        accountId: '000000000000',
        userArn: 'arn:aws:iam::000000000000:root',
      },
    },
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'wrong' };
  const forged = await signedFetch(url, { ...signing, credentials });
  expect(forged.status).toBe(403);
  expect(forged.headers.get('x-amzn-errortype')).toBe('InvalidSignatureException');
  const stranger = { accessKeyId: '111111111111', secretAccessKey: 'test' };
  const foreign = await signedFetch(url, { ...signing, credentials: stranger });
  expect(foreign.status).toBe(403);
  expect(await foreign.json()).toEqual({
    Message: expect.stringMatching(
      /^User: arn:aws:iam::111111111111:root is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:\*{8}0000:/,
    ),
  });
});

test('a resource policy keeps callers out', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const statement = (Effect: string, Resource: string) => ({
    Effect,
    Principal: '*',
    Action: 'execute-api:Invoke',
    Resource,
  });
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [statement('Allow', 'execute-api:/*'), statement('Deny', 'execute-api:/dev/GET/secret')],
  });
  const routes = ['/open', '/secret'].map((path) => ({ path, method: 'GET', integration: echo }));
  const api = await deployApi(cloud, routes, { policy });
  expect(await status(`${api.url}/open`)).toBe(200);
  const secret = await fetch(`${api.url}/secret`);
  expect(secret.status).toBe(403);
  expect(await secret.json()).toEqual({
    Message: expect.stringMatching(/User: anonymous .* explicit deny$/),
  });
});

test('a method that requires a key takes only keys of the stage’s plan', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [{ path: '/', method: 'GET', settings: KEYED, integration: echo }]);
  const { gateway } = api;
  const { id: keyId, value = '' } = await gateway.createApiKey({ name: 'partner', enabled: true });
  const forbidden = await fetch(api.url, { headers: { 'x-api-key': value } });
  expect(forbidden.status).toBe(403);
  expect(forbidden.headers.get('x-amzn-errortype')).toBe('ForbiddenException');
  expect(await forbidden.text()).toBe('{"message":"Forbidden"}');
  const { id: usagePlanId } = await gateway.createUsagePlan({
    name: 'partners',
    apiStages: [{ apiId: api.id, stage: 'dev' }],
  });
  await gateway.createUsagePlanKey({ usagePlanId, keyId, keyType: 'API_KEY' });
  const allowed = await fetch(api.url, { headers: { 'x-api-key': value } });
  expect(await allowed.json()).toMatchObject({
    requestContext: { identity: { apiKey: value, apiKeyId: keyId } },
  });
  expect(await status(api.url)).toBe(403);
  await gateway.updateApiKey({
    apiKey: keyId,
    patchOperations: [{ op: 'replace', path: '/enabled', value: 'false' }],
  });
  expect(await status(api.url, { 'x-api-key': value })).toBe(403);
});

test('a quota ends with its day, and its use is told', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: Date.parse('2026-11-20T10:00:00Z') });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [{ path: '/', method: 'GET', settings: KEYED, integration: echo }]);
  const { gateway } = api;
  const { id: keyId = '', value = '' } = await gateway.createApiKey({ name: 'partner', enabled: true });
  const { id: usagePlanId } = await gateway.createUsagePlan({
    name: 'partners',
    apiStages: [{ apiId: api.id, stage: 'dev' }],
    quota: { limit: 2, period: 'DAY' },
  });
  await gateway.createUsagePlanKey({ usagePlanId, keyId, keyType: 'API_KEY' });
  const headers = { 'x-api-key': value };
  expect([await status(api.url, headers), await status(api.url, headers)]).toEqual([200, 200]);
  const beyond = await fetch(api.url, { headers });
  expect(beyond.status).toBe(429);
  expect(beyond.headers.get('x-amzn-errortype')).toBe('LimitExceededException');
  expect(await beyond.text()).toBe('{"message":"Limit Exceeded"}');
  await cloud.clock.advance(days(1));
  expect(await status(api.url, headers)).toBe(200);
  const { items } = await gateway.getUsage({ usagePlanId, startDate: '2026-11-20', endDate: '2026-11-21' });
  expect(items).toEqual({
    [keyId]: [
      [2, 0],
      [1, 1],
    ],
  });
});

test('a stage’s limit is a bucket that fills with time', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [{ path: '/', method: 'GET', integration: echo }]);
  const replace = (path: string, value: string) => ({ op: 'replace', path, value }) as const;
  await api.gateway.updateStage({
    restApiId: api.id,
    stageName: 'dev',
    patchOperations: [replace('/*/*/throttling/rateLimit', '1'), replace('/*/*/throttling/burstLimit', '2')],
  });
  expect([await status(api.url), await status(api.url)]).toEqual([200, 200]);
  const throttled = await fetch(api.url);
  expect(throttled.status).toBe(429);
  expect(throttled.headers.get('x-amzn-errortype')).toBe('TooManyRequestsException');
  expect(await throttled.text()).toBe('{"message":"Too Many Requests"}');
  await cloud.clock.advance(1_000);
  expect([await status(api.url), await status(api.url)]).toEqual([200, 429]);
});
