import { Lambda } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { deployApi, ECHO, proxyTo } from './testing/deployed-api.ts';

const refusalOf = async (response: Response) => ({
  status: response.status,
  type: response.headers.get('x-amzn-errortype'),
  body: await response.text(),
});

const MISSING_TOKEN = {
  status: 403,
  type: 'MissingAuthenticationTokenException',
  body: '{"message":"Missing Authentication Token"}',
};
const INTERNAL = {
  status: 500,
  type: 'InternalServerErrorException',
  body: '{"message":"Internal server error"}',
};

test('what is not there is a missing token', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await deployApi(cloud, [{ path: '/images/{id}', method: 'GET', integration: {} }]);
  for (const url of [
    `${api.url}/videos`,
    `${api.url}/images/1/2`,
    `${cloud.endpoint}/restapis/${api.id}/prod/_user_request_/images/1`,
  ]) {
    expect(await refusalOf(await fetch(url))).toEqual(MISSING_TOKEN);
  }
  expect(await refusalOf(await fetch(`${api.url}/images/1`, { method: 'POST' }))).toEqual(MISSING_TOKEN);
  const nobody = await fetch(`${cloud.endpoint}/restapis/nobody/dev/_user_request_/`);
  expect(await refusalOf(nobody)).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
});

test('the more literal resource wins', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const paths = ['/{proxy+}', '/images/{id}', '/images/latest', '/images'];
  const api = await deployApi(
    cloud,
    paths.map((path) => ({ path, method: 'GET', integration: echo })),
  );
  const resourceOf = async (path: string) => {
    const event = (await (await fetch(api.url + path)).json()) as { resource: string };
    return event.resource;
  };
  expect(await resourceOf('/images/latest')).toBe('/images/latest');
  expect(await resourceOf('/images/1')).toBe('/images/{id}');
  expect(await resourceOf('/images/')).toBe('/images');
  expect(await resourceOf('/images/1/2')).toBe('/{proxy+}');
});

test('a resource that lacks the method is passed over for a greedy one that has it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [
    { path: '/images', method: 'POST', integration: echo },
    { path: '/images/latest', method: 'ANY', integration: echo },
    { path: '/{proxy+}', method: 'OPTIONS', integration: echo },
  ]);
  const resourceOf = async (method: string, path: string) => {
    const event = (await (await fetch(api.url + path, { method })).json()) as { resource: string };
    return event.resource;
  };
  expect(await resourceOf('OPTIONS', '/images')).toBe('/{proxy+}');
  expect(await resourceOf('POST', '/images')).toBe('/images');
  expect(await resourceOf('OPTIONS', '/images/latest')).toBe('/images/latest');
});

test('slashes too many after the stage are shown, and otherwise make no difference', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [
    { path: '/images', method: 'GET', integration: echo },
    { path: '/{proxy+}', method: 'GET', integration: echo },
  ]);
  const eventOf = async (path: string) =>
    (await (await fetch(api.url + path)).json()) as {
      path: string;
      resource: string;
      pathParameters: object | null;
      requestContext: { path: string };
    };
  expect(await eventOf('//images')).toMatchObject({
    path: '/images',
    resource: '/images',
    requestContext: { path: '/dev//images' },
  });
  expect(await eventOf('//videos//1')).toMatchObject({
    path: '/videos//1',
    pathParameters: { proxy: 'videos//1' },
    requestContext: { path: '/dev//videos//1' },
  });
});

test.for([
  ['te', 500],
  ['Content-Length', 500],
  ['x-colour', 200],
] as const)('an integration that maps the header %s is answered with %i', async ([header, status]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const requestParameters = { [`integration.request.header.${header}`]: "'1'" };
  const integration = { ...echo, requestParameters };
  const api = await deployApi(cloud, [{ path: '/', method: 'GET', integration }]);
  expect((await fetch(api.url)).status).toBe(status);
});

test('a function that API Gateway may not invoke is a 500', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [{ path: '/', method: 'GET', integration: echo }]);
  expect((await fetch(api.url)).status).toBe(200);
  const lambda = new Lambda(clientConfig(cloud));
  await lambda.removePermission({ FunctionName: 'echo', StatementId: 'api' });
  expect(await refusalOf(await fetch(api.url))).toEqual(INTERNAL);
});

test('a function that fails is a 502, one that takes too long a 504', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const failing = await proxyTo(
    cloud,
    'failing',
    'exports.handler = async () => { throw new Error("no"); };',
  );
  const slow = await proxyTo(
    cloud,
    'slow',
    'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 2_000));',
  );
  const api = await deployApi(cloud, [
    { path: '/failing', method: 'GET', integration: failing },
    { path: '/slow', method: 'GET', integration: { ...slow, timeoutInMillis: 50 } },
  ]);
  expect(await refusalOf(await fetch(`${api.url}/failing`))).toEqual({ ...INTERNAL, status: 502 });
  expect(await refusalOf(await fetch(`${api.url}/slow`))).toEqual({
    status: 504,
    type: 'InternalServerErrorException',
    body: '{"message":"Endpoint request timed out"}',
  });
});

test('changes are seen once they are deployed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [{ path: '/', method: 'GET', integration: echo }]);
  const at = api.methodAt('/', 'DELETE');
  await api.gateway.putMethod({ ...at, authorizationType: 'NONE' });
  await api.gateway.putIntegration({ ...at, ...echo, type: 'AWS_PROXY' });
  expect((await fetch(api.url, { method: 'DELETE' })).status).toBe(403);
  await api.deploy();
  expect((await fetch(api.url, { method: 'DELETE' })).status).toBe(200);
});

test('the journal leads from the request to the function', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [{ path: '/images', method: 'GET', integration: echo }]);
  await fetch(`${api.url}/images`);
  const request = cloud.journal.entries().find(({ type }) => type === 'rest-api.request');
  expect(request).toMatchObject({ api: api.id, stage: 'dev', resource: '/images', status: 200, cause: 0 });
  const tree = cloud.journal.tree(request?.seq ?? 0).map(({ type }) => type);
  expect(tree).toContain('lambda.invocation');
  expect(cloud.meter.usage()).toContainEqual(
    expect.objectContaining({ usageType: 'ApiGatewayRequest', resource: api.id, quantity: 1 }),
  );
});

test('a validator names the parameters that are missing, headers first', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [
    {
      path: '/',
      method: 'GET',
      settings: {
        requestParameters: {
          'method.request.querystring.user_id': true,
          'method.request.header.x-tenant': true,
          'method.request.querystring.limit': false,
        },
      },
      integration: echo,
    },
  ]);
  const { id } = await api.gateway.createRequestValidator({
    restApiId: api.id,
    name: 'parameters',
    validateRequestParameters: true,
  });
  await api.gateway.updateMethod({
    restApiId: api.id,
    resourceId: api.resourceId('/'),
    httpMethod: 'GET',
    patchOperations: [{ op: 'replace', path: '/requestValidatorId', value: id }],
  });
  await api.deploy();
  expect(await refusalOf(await fetch(api.url))).toEqual({
    status: 400,
    type: 'BadRequestException',
    body: '{"message":"Missing required request parameters: [x-tenant, user_id]"}',
  });
  const complete = await fetch(`${api.url}?user_id=1`, { headers: { 'X-Tenant': 'a' } });
  expect(complete.status).toBe(200);
});
