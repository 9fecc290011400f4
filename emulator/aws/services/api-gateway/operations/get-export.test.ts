import { APIGateway } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const MOCK = {
  type: 'mock',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  responses: { default: { statusCode: '200', responseTemplates: { 'text/plain': 'sent' } } },
  passthroughBehavior: 'when_no_match',
};

const ALBUMS = {
  swagger: '2.0',
  info: { title: 'albums', version: '7', description: 'Of pictures.' },
  paths: {
    '/albums/{id}': {
      put: {
        operationId: 'PutAlbum',
        parameters: [
          { name: 'id', in: 'path', required: true, type: 'string' },
          { name: 'dry', in: 'query', required: false, type: 'string' },
          { name: 'Album', in: 'body', required: true, schema: { $ref: '#/definitions/Album' } },
        ],
        consumes: ['application/json'],
        produces: ['application/json'],
        responses: {
          200: {
            description: '200 response',
            schema: { $ref: '#/definitions/Albums' },
            headers: { ETag: { type: 'string' } },
          },
        },
        'x-amazon-apigateway-integration': MOCK,
      },
    },
  },
  definitions: {
    Album: { type: 'object', properties: { title: { type: 'string' } } },
    Albums: { type: 'array', items: { $ref: '#/definitions/Album' } },
  },
};

async function deploy(cloud: Cloud) {
  const gateway = new APIGateway(clientConfig(cloud));
  const { id: restApiId } = await gateway.importRestApi({ body: Buffer.from(JSON.stringify(ALBUMS)) });
  await gateway.createDeployment({ restApiId, stageName: 'dev' });
  const read = async (exportType: string, more: object = {}) => {
    const { body, ...file } = await gateway.getExport({ restApiId, stageName: 'dev', exportType, ...more });
    return { file, text: Buffer.from(body ?? []).toString() };
  };
  return { restApiId, read };
}

test('a stage is written as OpenAPI 2.0, with and without its integrations', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { restApiId, read } = await deploy(cloud);
  const { file, text } = await read('swagger', { parameters: { extensions: 'integrations' } });
  expect(file).toMatchObject({
    contentType: 'application/octet-stream',
    contentDisposition: 'attachment; filename="swagger_7.json"',
  });
  const document = JSON.parse(text) as typeof ALBUMS;
  expect(document).toMatchObject({
    swagger: '2.0',
    info: ALBUMS.info,
    host: `${restApiId}.execute-api.us-east-1.amazonaws.com`,
    basePath: '/dev',
    schemes: ['https'],
    definitions: ALBUMS.definitions,
  });
  const { put } = document.paths['/albums/{id}'];
  const { parameters, produces, ...rest } = ALBUMS.paths['/albums/{id}'].put;
  expect(put).toMatchObject(rest);
  expect(put.produces).toEqual([...produces, 'text/plain']);
  expect(put.parameters).toEqual(expect.arrayContaining(parameters));
  const same = await read('swagger', { parameters: { extensions: 'apigateway' } });
  expect(same.text).toBe(text);
  expect((await read('swagger')).text).not.toContain('x-amazon-apigateway');
});

test('a stage is written as OpenAPI 3.0, also in YAML', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { restApiId, read } = await deploy(cloud);
  const { text } = await read('oas30');
  const document = JSON.parse(text) as object;
  expect(document).toMatchObject({
    openapi: '3.0.1',
    servers: [
      {
        url: `https://${restApiId}.execute-api.us-east-1.amazonaws.com/{basePath}`,
        variables: { basePath: { default: 'dev' } },
      },
    ],
    paths: {
      '/albums/{id}': {
        put: {
          requestBody: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Album' } } },
            required: true,
          },
          responses: {
            200: {
              description: '200 response',
              headers: { ETag: { schema: { type: 'string' } } },
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Albums' } } },
            },
          },
        },
      },
    },
    components: { schemas: { Albums: { items: { $ref: '#/components/schemas/Album' } } } },
  });
  const yaml = await read('oas30', { accepts: 'application/yaml' });
  expect(yaml.file.contentDisposition).toBe('attachment; filename="oas30_7.yaml"');
  expect(parse(yaml.text)).toEqual(document);
});

test('what is exported can be imported again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { read } = await deploy(cloud);
  const { text } = await read('oas30', { parameters: { extensions: 'integrations' } });
  const { id: restApiId } = await gateway.createRestApi({ name: 'copies' });
  const put = await gateway.putRestApi({ restApiId, mode: 'overwrite', body: Buffer.from(text) });
  expect(put).toMatchObject({ name: 'albums', tags: {} });
  await gateway.createDeployment({ restApiId, stageName: 'again' });
  const answer = await fetch(`${cloud.endpoint}/restapis/${restApiId}/again/_user_request_/albums/1`, {
    method: 'PUT',
  });
  expect(await answer.text()).toBe('sent');
});

test('other types and extensions are refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { read } = await deploy(cloud);
  await expect(read('raml')).rejects.toMatchObject({ name: 'BadRequestException' });
  await expect(read('swagger', { accepts: 'text/html' })).rejects.toMatchObject({
    name: 'BadRequestException',
  });
  await expect(read('swagger', { parameters: { extensions: 'postman' } })).rejects.toMatchObject({
    name: 'NotImplemented',
  });
});
