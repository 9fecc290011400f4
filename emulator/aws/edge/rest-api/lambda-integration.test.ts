import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { deployApi, proxyTo } from './testing/deployed-api.ts';

const RESIZER = `exports.handler = async (event) => {
  if (event.width > 4000) throw new Error('TooWide: ' + event.width);
  if (event.width < 0) throw new Error('odd');
  return { resized: event };
};`;

const REQUEST = '{"width": $input.json("$.width"), "owner": "$input.params(\'owner\')"}';

test('templates make a function’s event and its response, and patterns pick what went wrong', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const resizer = await proxyTo(cloud, 'resizer', RESIZER);
  const integration = { ...resizer, type: 'AWS', requestTemplates: { 'application/json': REQUEST } } as const;
  const path = '/images/{owner}';
  const api = await deployApi(cloud, [{ path, method: 'POST', integration }]);
  const at = api.methodAt(path, 'POST');
  const respond = async (statusCode: string, response: object): Promise<void> => {
    const responseParameters = { 'method.response.header.Server': true };
    await api.gateway.putMethodResponse({ ...at, statusCode, responseParameters });
    await api.gateway.putIntegrationResponse({ ...at, statusCode, ...response });
  };
  const problem = '{"problem": "$input.path(\'$.errorMessage\')"}';
  await respond('201', { responseParameters: { 'method.response.header.Server': "'lamp'" } });
  await respond('422', {
    selectionPattern: 'TooWide: .*',
    responseTemplates: { 'application/json': problem },
  });
  await api.deploy();
  const resize = (width: number) =>
    fetch(`${api.url}/images/ada`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ width }),
    });
  const resized = await resize(640);
  expect(resized.status).toBe(201);
  expect(await resized.json()).toEqual({ resized: { width: 640, owner: 'ada' } });
  expect(resized.headers.get('x-amzn-remapped-server')).toBe('lamp');
  expect(resized.headers.get('x-amzn-trace-id')).toMatch(/^Root=1-/);
  const wide = await resize(5000);
  expect(wide.status).toBe(422);
  expect(await wide.json()).toEqual({ problem: 'TooWide: 5000' });
  const odd = await resize(-1);
  expect(odd.status).toBe(201);
  expect(await odd.json()).toMatchObject({ errorMessage: 'odd', errorType: 'Error' });
});

test('a function without a template is given the body as it is, or an empty event', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', 'exports.handler = async (event) => event;');
  const api = await deployApi(cloud, [
    { path: '/images', method: 'POST', integration: { ...echo, type: 'AWS' } },
  ]);
  const at = { ...api.methodAt('/images', 'POST'), statusCode: '200' };
  await api.gateway.putIntegrationResponse(at);
  await api.deploy();
  const unready = await fetch(`${api.url}/images`, { method: 'POST' });
  expect(unready.status).toBe(500);
  await api.gateway.putMethodResponse(at);
  await api.deploy();
  const empty = await fetch(`${api.url}/images`, { method: 'POST' });
  expect(await empty.text()).toBe('{}');
  const given = await fetch(`${api.url}/images`, { method: 'POST', body: '[1, {"a": null}]' });
  expect(await given.json()).toEqual([1, { a: null }]);
});

test('a function that is called for an event is left to itself', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const failing = await proxyTo(
    cloud,
    'failing',
    'exports.handler = async () => { throw new Error("no"); };',
  );
  const requestParameters = {
    'integration.request.header.X-Amz-Invocation-Type': 'method.request.header.InvocationType',
  };
  const api = await deployApi(cloud, [
    {
      path: '/images',
      method: 'POST',
      settings: { requestParameters: { 'method.request.header.InvocationType': false } },
      integration: { ...failing, type: 'AWS', requestParameters },
    },
  ]);
  const at = api.methodAt('/images', 'POST');
  for (const [statusCode, selectionPattern] of [
    ['202', ''],
    ['500', 'no'],
  ] as const) {
    await api.gateway.putMethodResponse({ ...at, statusCode });
    await api.gateway.putIntegrationResponse({ ...at, statusCode, selectionPattern });
  }
  await api.deploy();
  const send = (kind: string) =>
    fetch(`${api.url}/images`, { method: 'POST', headers: { InvocationType: kind } });
  const later = await send('Event');
  expect([later.status, await later.text()]).toEqual([202, '']);
  expect((await send('RequestResponse')).status).toBe(500);
});
