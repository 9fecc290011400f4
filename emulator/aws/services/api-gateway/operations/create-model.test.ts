import { APIGateway } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

test('every API has the models Empty and Error, and others are made, changed and removed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { id: restApiId, rootResourceId: resourceId } = await gateway.createRestApi({ name: 'images' });
  const names = async () => (await gateway.getModels({ restApiId })).items?.map(({ name }) => name);
  expect(await names()).toEqual(['Error', 'Empty']);
  expect(await gateway.getModel({ restApiId, modelName: 'Empty' })).toMatchObject({
    contentType: 'application/json',
    description: 'This is a default empty schema model',
  });
  const schema = JSON.stringify({ type: 'object', required: ['title'] });
  const named = { restApiId, name: 'Image', contentType: 'application/json' };
  expect(await gateway.createModel({ ...named, schema })).toMatchObject({ name: 'Image', schema });
  await expect(gateway.createModel({ ...named, schema })).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'Model name already exists for this REST API',
  });
  const ref = `https://apigateway.amazonaws.com/restapis/${restApiId}/models/Image`;
  const list = JSON.stringify({ type: 'array', items: { $ref: ref } });
  await gateway.createModel({ ...named, name: 'Images', schema: list });
  await gateway.putMethod({
    restApiId,
    resourceId,
    httpMethod: 'POST',
    authorizationType: 'NONE',
    requestModels: { 'application/json': 'Images' },
  });
  const remove = (modelName: string) => gateway.deleteModel({ restApiId, modelName });
  await expect(remove('Images')).rejects.toMatchObject({ name: 'ConflictException' });
  await expect(remove('Image')).rejects.toMatchObject({ name: 'ConflictException' });
  const changed = JSON.stringify({ type: 'object' });
  const patchOperations = [{ op: 'replace' as const, path: '/schema', value: changed }];
  await gateway.updateModel({ restApiId, modelName: 'Image', patchOperations });
  expect((await gateway.getModel({ restApiId, modelName: 'Image' })).schema).toBe(changed);
  await gateway.deleteMethod({ restApiId, resourceId, httpMethod: 'POST' });
  await remove('Images');
  await remove('Image');
  await expect(remove('Image')).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Invalid model name specified: Image',
  });
});

test.for([
  [{ name: '' }, 'Model name must be non-empty'],
  [{ name: 'an image' }, 'Model name must be alphanumeric: an image'],
  [{ schema: undefined }, 'Model schema must have at least 1 property or array items defined'],
  [{ schema: '{' }, /^Invalid model specified: .*\[Invalid model schema specified\]$/],
  [{ schema: '{"type":"thing"}' }, /^Invalid model specified: /],
  [{ schema: '{"$ref":"https://apigateway.amazonaws.com/restapis/x/models/Nobody"}' }, /^Invalid model/],
] as const)('a model that is none is refused: case %#', async ([wrong, text]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { id: restApiId } = await gateway.createRestApi({ name: 'images' });
  const usual = { restApiId, name: 'Image', contentType: 'application/json', schema: '{}' };
  const refused = await gateway.createModel({ ...usual, ...wrong }).catch((error: Error) => error);
  expect(refused).toMatchObject({ name: 'BadRequestException', message: expect.stringMatching(text) });
});
