import { APIGateway } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const START = Date.parse('2026-01-01T00:00:00Z');

test('a new API has a root and AWS’s defaults', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START + 250 });
  const gateway = new APIGateway(clientConfig(cloud));
  const { $metadata, ...api } = await gateway.createRestApi({
    name: 'images',
    binaryMediaTypes: ['image/*'],
  });
  expect($metadata.httpStatusCode).toBe(201);
  expect(api).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{10}$/),
    name: 'images',
    createdDate: new Date(START),
    rootResourceId: expect.stringMatching(/^[a-z0-9]{10}$/),
    binaryMediaTypes: ['image/*'],
    apiKeySource: 'HEADER',
    endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
    disableExecuteApiEndpoint: false,
  });
  const { items } = await gateway.getResources({ restApiId: api.id });
  expect(items).toEqual([{ id: api.rootResourceId, path: '/' }]);
  const { $metadata: deleted } = await gateway.deleteRestApi({ restApiId: api.id });
  expect(deleted.httpStatusCode).toBe(202);
  await expect(gateway.getRestApi({ restApiId: api.id })).rejects.toMatchObject({
    name: 'NotFoundException',
    message: `Invalid API identifier specified 000000000000:${api.id}`,
  });
});

test('an empty description is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  await expect(gateway.createRestApi({ name: 'images', description: '' })).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Description cannot be an empty string',
  });
});

test('an API is seen in its own account and region only', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { id: restApiId } = await gateway.createRestApi({ name: 'images' });
  const elsewhere = new APIGateway({ ...clientConfig(cloud), region: 'eu-central-1' });
  await expect(elsewhere.getRestApi({ restApiId })).rejects.toMatchObject({ name: 'NotFoundException' });
  expect((await elsewhere.getRestApis()).items).toEqual([]);
});

test('lists come in pages', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  for (const name of ['a', 'b', 'c']) await gateway.createRestApi({ name });
  const first = await gateway.getRestApis({ limit: 2 });
  expect(first.items?.map(({ name }) => name)).toEqual(['a', 'b']);
  const { items, position } = await gateway.getRestApis({ limit: 2, position: first.position });
  expect(items?.map(({ name }) => name)).toEqual(['c']);
  expect(position).toBeUndefined();
  await expect(gateway.getRestApis({ position: 'x' })).rejects.toMatchObject({ name: 'BadRequestException' });
});

test('patches add media types, replace texts, and are refused elsewhere', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { id: restApiId } = await gateway.createRestApi({ name: 'images' });
  const patch = (op: 'add' | 'remove' | 'replace', path: string, value?: string) =>
    gateway.updateRestApi({ restApiId, patchOperations: [{ op, path, value }] });
  await patch('add', '/binaryMediaTypes/image~1png');
  expect((await patch('replace', '/name', 'pictures')).binaryMediaTypes).toEqual(['image/png']);
  expect((await patch('remove', '/binaryMediaTypes/image~1png')).name).toBe('pictures');
  await expect(patch('add', '/name', 'x')).rejects.toMatchObject({
    message: 'Invalid patch operation specified. Must be one of: [replace]',
  });
  await expect(patch('replace', '/colour', 'x')).rejects.toMatchObject({
    message: 'Invalid patch path /colour',
  });
});
