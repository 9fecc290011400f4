import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { deployApi, type DeployedApi } from './testing/deployed-api.ts';

const IMAGE = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  required: ['title'],
  properties: {
    title: { type: 'string', minLength: 1 },
    size: { type: 'integer', minimum: 0, exclusiveMinimum: true },
    kind: { enum: ['jpeg', 'png'] },
  },
};
const OK = { requestTemplates: { 'application/json': '{"statusCode": 200}' } };

/** A MOCK that takes images at `POST /`, lists of them at `PUT /`, and bodies of every type at `PATCH /`. */
async function imagesApi(cloud: Cloud): Promise<DeployedApi> {
  const methods = ['POST', 'PUT', 'PATCH'];
  const api = await deployApi(
    cloud,
    methods.map((method) => ({ path: '/', method, integration: OK })),
  );
  const { gateway, id: restApiId } = api;
  const model = (name: string, schema: object) =>
    gateway.createModel({ restApiId, name, contentType: 'application/json', schema: JSON.stringify(schema) });
  await model('Image', IMAGE);
  const $ref = `https://apigateway.amazonaws.com/restapis/${restApiId}/models/Image`;
  await model('Images', { type: 'array', items: { $ref }, minItems: 1 });
  const { id: value } = await gateway.createRequestValidator({
    restApiId,
    name: 'bodies',
    validateRequestBody: true,
  });
  const models = { POST: ['application~1json', 'Image'], PUT: ['application~1json', 'Images'] };
  for (const httpMethod of methods) {
    const [type, name] = models[httpMethod as keyof typeof models] ?? ['$default', 'Image'];
    const at = api.methodAt('/', httpMethod);
    await gateway.updateMethod({
      ...at,
      patchOperations: [
        { op: 'replace', path: '/requestValidatorId', value },
        { op: 'add', path: `/requestModels/${type}`, value: name },
      ],
    });
    await gateway.putMethodResponse({ ...at, statusCode: '200' });
    await gateway.putIntegrationResponse({ ...at, statusCode: '200' });
  }
  await api.deploy();
  return api;
}

const send = async (
  { url }: DeployedApi,
  method: string,
  body: string | undefined,
  type = 'application/json',
): Promise<string> => {
  const answer = await fetch(url, { method, headers: { 'content-type': type }, ...(body && { body }) });
  return `${answer.status} ${await answer.text()}`;
};

const REFUSED = '400 {"message":"Invalid request body"}';

test('a body that does not fit its model is refused before anything is called', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await imagesApi(cloud);
  expect(await send(api, 'POST', '{"title":"dog","size":1,"kind":"png"}')).toBe('200 ');
  for (const body of ['{}', '{"title":1}', '{"title":"dog","size":0}', '{"title":"dog","kind":"gif"}', '{']) {
    expect(await send(api, 'POST', body)).toBe(REFUSED);
  }
  expect(await send(api, 'POST', undefined)).toBe(REFUSED);
  const headers = { 'content-type': 'application/json' };
  const refused = await fetch(api.url, { method: 'POST', headers, body: '[]' });
  expect(refused.headers.get('x-amzn-errortype')).toBe('BadRequestException');
});

test('a model refers to another', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await imagesApi(cloud);
  expect(await send(api, 'PUT', '[{"title":"dog"}]')).toBe('200 ');
  expect(await send(api, 'PUT', '[{"title":"dog"},{}]')).toBe(REFUSED);
});

test('a content type without a model is not judged, unless there is one for all', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await imagesApi(cloud);
  const answer = await send(api, 'POST', 'no JSON', 'text/plain');
  expect(answer).not.toBe(REFUSED);
  expect(await send(api, 'POST', '{}', 'application/json; charset=utf-8')).toBe(REFUSED);
  expect(await send(api, 'PATCH', '{}', 'text/plain')).toBe(REFUSED);
});

test('a gateway response can say what is wrong with a body', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await imagesApi(cloud);
  await api.gateway.putGatewayResponse({
    restApiId: api.id,
    responseType: 'BAD_REQUEST_BODY',
    statusCode: '422',
    responseTemplates: { 'application/json': '{"why":"$context.error.validationErrorString"}' },
  });
  await api.deploy();
  expect(await send(api, 'POST', '{}')).toBe(
    '422 {"why":"[object has missing required properties (["title"])]"}',
  );
});

test('a deployment keeps the models it was made of', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await imagesApi(cloud);
  await api.gateway.updateModel({
    restApiId: api.id,
    modelName: 'Image',
    patchOperations: [{ op: 'replace', path: '/schema', value: '{}' }],
  });
  expect(await send(api, 'POST', '{}')).toBe(REFUSED);
  await api.deploy();
  expect(await send(api, 'POST', '{}')).toBe('200 ');
});
