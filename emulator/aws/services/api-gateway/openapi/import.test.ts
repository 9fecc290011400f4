import { APIGateway } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { ECHO, proxyTo } from '../../../edge/rest-api/testing/deployed-api.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { signedFetch } from '../../../testing/signed-fetch.ts';

const MOCK = {
  type: 'mock',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  responses: {
    default: {
      statusCode: 200,
      responseTemplates: { 'application/json': '{"from":"$context.resourcePath"}' },
    },
  },
};
const answered = { responses: { 200: { description: 'as asked' } }, 'x-amazon-apigateway-integration': MOCK };

const IMAGES = {
  swagger: '2.0',
  info: { title: 'images', version: '1.0', description: 'Pictures.' },
  basePath: '/v1/media',
  'x-amazon-apigateway-binary-media-types': ['image/*'],
  'x-amazon-apigateway-request-validators': { body: { validateRequestBody: true } },
  'x-amazon-apigateway-gateway-responses': {
    BAD_REQUEST_BODY: { statusCode: '422', responseTemplates: { 'application/json': '{"error":"body"}' } },
  },
  securityDefinitions: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
  parameters: { Page: { name: 'page', in: 'query', type: 'string' } },
  paths: {
    '/images': {
      get: { ...answered, parameters: [{ $ref: '#/parameters/Page' }], security: [{ key: [] }] },
      post: {
        ...answered,
        operationId: 'createImage',
        parameters: [{ name: 'image', in: 'body', schema: { $ref: '#/definitions/Image' } }],
        'x-amazon-apigateway-request-validator': 'body',
        'x-amazon-apigateway-integration': { ...MOCK, passthroughBehavior: 'when_no_match' },
      },
    },
    '/images/{id}': {
      parameters: [{ name: 'X-Trace', in: 'header', required: true, type: 'string' }],
      'x-amazon-apigateway-any-method': {
        responses: {
          200: {
            description: 'an image',
            headers: { ETag: { type: 'string' } },
            schema: { $ref: '#/definitions/Image' },
          },
        },
        'x-amazon-apigateway-integration': {
          ...MOCK,
          responses: {
            default: { statusCode: '200', responseParameters: { 'method.response.header.ETag': "'v1'" } },
          },
        },
      },
    },
  },
  definitions: {
    Image: {
      type: 'object',
      description: 'One picture.',
      required: ['name'],
      properties: { name: { type: 'string' }, owner: { $ref: '#/definitions/User' } },
    },
    User: {
      type: 'object',
      properties: { images: { type: 'array', items: { $ref: '#/definitions/Image' } } },
    },
  },
};

const text = (document: object): Uint8Array => Buffer.from(JSON.stringify(document));

const paths = async (gateway: APIGateway, restApiId: string | undefined) =>
  ((await gateway.getResources({ restApiId })).items ?? []).map(({ path = '' }) => path).toSorted();

async function resource(gateway: APIGateway, restApiId: string | undefined, path: string) {
  const { items = [] } = await gateway.getResources({ restApiId, embed: ['methods'] });
  return items.find((one) => one.path === path);
}

/** As the CLI sends it: parameters stand in the query by their own names, for which the SDK has no members. */
const put = (cloud: Cloud, id: string | undefined, query: string, document: object) =>
  signedFetch(`${cloud.endpoint}/restapis/${id}?${query}`, {
    service: 'apigateway',
    method: 'PUT',
    body: JSON.stringify(document),
    at: cloud.clock.now(),
  });

test('an imported API is what its document says, and answers', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { $metadata, id, ...api } = await gateway.importRestApi({ body: text(IMAGES), failOnWarnings: true });
  expect($metadata.httpStatusCode).toBe(201);
  expect(api).toMatchObject({
    name: 'images',
    version: '1.0',
    description: 'Pictures.',
    binaryMediaTypes: ['image/*'],
    apiKeySource: 'HEADER',
  });
  expect(await paths(gateway, id)).toEqual(['/', '/images', '/images/{id}']);

  const { items: models = [] } = await gateway.getModels({ restApiId: id });
  expect(models.map(({ name }) => name)).toEqual(['Image', 'User']);
  expect(models[0]).toMatchObject({ description: 'One picture.', contentType: 'application/json' });
  expect(JSON.parse(models[0]?.schema ?? '')).toMatchObject({
    properties: { owner: { $ref: `https://apigateway.amazonaws.com/restapis/${id}/models/User` } },
  });

  const images = await resource(gateway, id, '/images');
  expect(images?.resourceMethods?.['GET']).toMatchObject({
    apiKeyRequired: true,
    authorizationType: 'NONE',
    requestParameters: { 'method.request.querystring.page': false },
  });
  const { items: validators = [] } = await gateway.getRequestValidators({ restApiId: id });
  expect(images?.resourceMethods?.['POST']).toMatchObject({
    operationName: 'createImage',
    requestModels: { 'application/json': 'Image' },
    requestValidatorId: validators[0]?.id,
    methodIntegration: {
      type: 'MOCK',
      passthroughBehavior: 'WHEN_NO_MATCH',
      cacheNamespace: images?.id,
      integrationResponses: { 200: { statusCode: '200' } },
    },
  });
  const image = await resource(gateway, id, '/images/{id}');
  expect(image?.resourceMethods?.['ANY']).toMatchObject({
    requestParameters: { 'method.request.header.X-Trace': true, 'method.request.path.id': true },
    methodResponses: {
      200: {
        responseModels: { 'application/json': 'Image' },
        responseParameters: { 'method.response.header.ETag': false },
      },
    },
  });

  await gateway.createDeployment({ restApiId: id, stageName: 'dev' });
  const url = `${cloud.endpoint}/restapis/${id}/dev/_user_request_`;
  const post = (body: string) =>
    fetch(`${url}/images`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  const whole = await post('{"name":"sunset","owner":{"images":[]}}');
  expect(await whole.json()).toEqual({ from: '/images' });
  const nameless = await post('{"owner":{}}');
  expect([nameless.status, await nameless.json()]).toEqual([422, { error: 'body' }]);
  expect((await fetch(`${url}/images/7`)).headers.get('etag')).toBe('v1');
  expect((await fetch(`${url}/images`)).status).toBe(403);
});

test('YAML of OpenAPI 3.0: models by media type, schemas without a name, functions called by POST', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { uri } = await proxyTo(cloud, 'echo', ECHO);
  const gateway = new APIGateway(clientConfig(cloud));
  const body = `
openapi: 3.0.1
info: { title: images, version: 1.0 }
servers: [{ url: 'https://images.example.com/{basePath}', variables: { basePath: { default: /v2 } } }]
paths:
  /images/{proxy+}:
    put:
      requestBody: { $ref: '#/components/requestBodies/Name' }
      responses: { '200': { description: ok } }
      x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: GET, uri: '${uri}' }
components:
  requestBodies:
    Name: { content: { application/json: { schema: { type: object, required: [name] } } } }
`;
  const { id, version } = await gateway.importRestApi({
    body: Buffer.from(body),
    failOnWarnings: true,
    parameters: { endpointConfigurationTypes: 'REGIONAL' },
  });
  expect(version).toBe('1.0');
  const method = (await resource(gateway, id, '/images/{proxy+}'))?.resourceMethods?.['PUT'];
  expect(method).toMatchObject({ methodIntegration: { type: 'AWS_PROXY', httpMethod: 'POST', uri } });
  expect(method?.requestParameters).toBeUndefined();
  const name = method?.requestModels?.['application/json'];
  const { schema } = await gateway.getModel({ restApiId: id, modelName: name });
  expect(JSON.parse(schema ?? '')).toEqual({ type: 'object', required: ['name'] });
  await gateway.createDeployment({ restApiId: id, stageName: 'dev' });
  const answer = await fetch(`${cloud.endpoint}/restapis/${id}/dev/_user_request_/images/a/b`, {
    method: 'PUT',
  });
  expect(await answer.json()).toMatchObject({
    resource: '/images/{proxy+}',
    pathParameters: { proxy: 'a/b' },
  });
});

test.each([
  ['ignore', ['/', '/images', '/images/{id}']],
  ['prepend', ['/', '/v1', '/v1/media', '/v1/media/images', '/v1/media/images/{id}']],
  ['split', ['/', '/media', '/media/images', '/media/images/{id}']],
])('the base path: %s', async (treatment, expected) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { id } = await gateway.createRestApi({ name: 'images' });
  const answer = await put(cloud, id, `mode=overwrite&basepath=${treatment}`, IMAGES);
  expect(answer.status).toBe(200);
  expect(await paths(gateway, id)).toEqual(expected);
});

test('the base path of OpenAPI 3.0 is a variable of its server, or in its address', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { id } = await gateway.createRestApi({ name: 'images' });
  const document = { openapi: '3.0.1', info: { title: 'images' }, paths: { '/a': { get: answered } } };
  const servers = [{ url: 'https://images.example.com/base/part/' }];
  await put(cloud, id, 'mode=overwrite&basepath=prepend', { ...document, servers });
  expect(await paths(gateway, id)).toEqual(['/', '/base', '/base/part', '/base/part/a']);
  const variables = { basePath: { default: 'v9' } };
  await put(cloud, id, 'mode=overwrite&basepath=prepend', {
    ...document,
    servers: [...servers, { url: '/', variables }],
  });
  expect(await paths(gateway, id)).toEqual(['/', '/v9', '/v9/a']);
});

test('merging keeps what the document does not speak of, overwriting does not; ids stay', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { id } = await gateway.importRestApi({ body: text(IMAGES) });
  const before = await resource(gateway, id, '/images');
  const change = {
    swagger: '2.0',
    info: { title: 'pictures' },
    'x-amazon-apigateway-binary-media-types': ['video/*'],
    paths: { '/images': { get: { ...answered, operationId: 'listAll' } }, '/users': { get: answered } },
  };
  const merged = await gateway.putRestApi({ restApiId: id, body: text(change) });
  expect(merged).toMatchObject({
    name: 'pictures',
    description: 'Pictures.',
    binaryMediaTypes: ['image/*', 'video/*'],
  });
  expect(await paths(gateway, id)).toEqual(['/', '/images', '/images/{id}', '/users']);
  const after = await resource(gateway, id, '/images');
  expect(after?.id).toBe(before?.id);
  expect(after?.resourceMethods?.['GET']).toMatchObject({ operationName: 'listAll', apiKeyRequired: false });
  expect(after?.resourceMethods?.['POST']).toEqual(before?.resourceMethods?.['POST']);

  const overwritten = await gateway.putRestApi({ restApiId: id, body: text(change), mode: 'overwrite' });
  expect(overwritten.description).toBeUndefined();
  expect(overwritten.binaryMediaTypes).toEqual(['video/*']);
  expect(await paths(gateway, id)).toEqual(['/', '/images', '/users']);
  const left = await resource(gateway, id, '/images');
  expect(left?.id).toBe(before?.id);
  expect(Object.keys(left?.resourceMethods ?? {})).toEqual(['GET']);
  expect((await gateway.getModels({ restApiId: id })).items ?? []).toEqual([]);
  expect((await gateway.getRequestValidators({ restApiId: id })).items ?? []).toEqual([]);
});

test('authorizers, for one operation or for all', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { uri } = await proxyTo(cloud, 'who', ECHO);
  const gateway = new APIGateway(clientConfig(cloud));
  const scheme = (extension: object) => ({
    type: 'apiKey',
    name: 'X-Token',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': { authorizerUri: uri, ...extension },
  });
  const { id } = await gateway.importRestApi({
    body: text({
      openapi: '3.0.3',
      info: { title: 'images' },
      security: [{ token: [] }],
      paths: {
        '/open': { get: { ...answered, security: [] } },
        '/signed': { get: { ...answered, 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } } },
        '/token': { get: answered },
        '/request': { get: { ...answered, security: [{ request: [] }] } },
      },
      components: {
        securitySchemes: {
          token: scheme({ type: 'token', authorizerResultTtlInSeconds: 60 }),
          request: scheme({ type: 'request', identitySource: 'method.request.querystring.key' }),
        },
      },
    }),
  });
  const { items = [] } = await gateway.getAuthorizers({ restApiId: id });
  expect(items).toMatchObject([
    {
      name: 'token',
      type: 'TOKEN',
      identitySource: 'method.request.header.X-Token',
      authorizerResultTtlInSeconds: 60,
    },
    { name: 'request', type: 'REQUEST', identitySource: 'method.request.querystring.key' },
  ]);
  const protection = async (path: string) => (await resource(gateway, id, path))?.resourceMethods?.['GET'];
  expect((await protection('/open'))?.authorizationType).toBe('NONE');
  expect((await protection('/signed'))?.authorizationType).toBe('AWS_IAM');
  expect(await protection('/token')).toMatchObject({
    authorizationType: 'CUSTOM',
    authorizerId: items[0]?.id,
  });
  expect(await protection('/request')).toMatchObject({
    authorizationType: 'CUSTOM',
    authorizerId: items[1]?.id,
  });
});

test('all that is wrong is told at once, and nothing is changed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const broken = {
    swagger: '2.0',
    info: { title: 'images' },
    paths: {
      '/': {
        get: { 'x-amazon-apigateway-integration': { type: 'http', httpMethod: 'GET', uri: 'nowhere' } },
      },
      '/a/{id}': { get: answered },
      '/a/{name}': { get: answered },
    },
    definitions: { not_alphanumeric: { type: 'object' } },
  };
  const refused = {
    name: 'BadRequestException',
    message: [
      'Errors found during import:',
      "Unable to create model for 'not_alphanumeric': Model name must be alphanumeric: not_alphanumeric",
      "Unable to put integration on 'GET' for resource at path '/': Invalid HTTP endpoint specified for URI",
      "Unable to create resource at path '/a/{name}': A sibling ({id}) of this resource already has a variable path part -- only one is allowed",
    ].join('\n\t'),
  };
  await expect(gateway.importRestApi({ body: text(broken) })).rejects.toMatchObject(refused);
  expect((await gateway.getRestApis({})).items ?? []).toEqual([]);
  const { id } = await gateway.importRestApi({ body: text(IMAGES) });
  const overwriting = gateway.putRestApi({ restApiId: id, body: text(broken), mode: 'overwrite' });
  await expect(overwriting).rejects.toMatchObject(refused);
  expect(await paths(gateway, id)).toEqual(['/', '/images', '/images/{id}']);
});

test('a missing model is a warning, which may count as an error', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const parameters = [{ name: 'body', in: 'body', schema: { $ref: '#/definitions/Missing' } }];
  const body = text({
    swagger: '2.0',
    info: { title: 'images' },
    paths: { '/a': { post: { ...answered, parameters } } },
  });
  const warning = "Reference to model 'Missing' not found. Ignoring.";
  await expect(gateway.importRestApi({ body, failOnWarnings: true })).rejects.toMatchObject({
    message: `Warnings found during import:\n\t${warning}`,
  });
  const { id, warnings } = await gateway.importRestApi({ body });
  expect(warnings).toEqual([warning]);
  expect((await resource(gateway, id, '/a'))?.resourceMethods?.['POST']?.requestModels).toBeUndefined();
});

test.each([
  ['no document', 'nothing'],
  ['neither version', JSON.stringify({ info: { title: 'images' } })],
  ['a version that is not read', JSON.stringify({ openapi: '3.1.0', info: { title: 'images' } })],
  ['broken YAML', 'openapi: [3.0'],
  [
    'a bomb of aliases',
    `a: &a [${'x,'.repeat(50)}]\nb: &b [${'*a,'.repeat(50)}]\nc: [${'*b,'.repeat(50)}]\nswagger: '2.0'`,
  ],
])('%s is refused', async (_, body) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  await expect(gateway.importRestApi({ body: Buffer.from(body) })).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Invalid OpenAPI input.',
  });
});
