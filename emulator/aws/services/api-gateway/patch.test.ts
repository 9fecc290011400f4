import { APIGateway, type PatchOperation } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';

async function start(cloud: Cloud) {
  const gateway = new APIGateway(clientConfig(cloud));
  const { id: restApiId, rootResourceId } = await gateway.createRestApi({ name: 'images' });
  return { gateway, restApiId, rootResourceId };
}

test('resources stay a tree when they are moved, and the root stays where it is', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { gateway, restApiId, rootResourceId } = await start(cloud);
  const albums = await gateway.createResource({ restApiId, parentId: rootResourceId, pathPart: 'albums' });
  const photos = await gateway.createResource({ restApiId, parentId: albums.id, pathPart: 'photos' });
  const update = (resourceId: string | undefined, op: PatchOperation['op'], path: string, value?: string) =>
    gateway.updateResource({ restApiId, resourceId, patchOperations: [{ op, path, value }] });
  await expect(update(albums.id, 'replace', '/parentId', photos.id)).rejects.toThrow(
    'Resources cannot be cyclical.',
  );
  await expect(update(albums.id, 'replace', '/parentId', albums.id)).rejects.toThrow(
    'Resources cannot be cyclical.',
  );
  await expect(update(rootResourceId, 'replace', '/pathPart', 'all')).rejects.toThrow(
    'Root resource cannot update its pathPart.',
  );
  await expect(update(rootResourceId, 'replace', '/parentId', albums.id)).rejects.toThrow(
    'Root resource cannot update its parentId.',
  );
  await expect(update(photos.id, 'replace', '/path', '/x')).rejects.toThrow(
    "Invalid patch path  '/path' specified for op 'replace'. Must be one of: [/parentId, /pathPart]",
  );
  await expect(update(photos.id, 'add', '/pathPart', 'x')).rejects.toThrow(
    "Invalid patch path  '/pathPart' specified for op 'add'. Please choose supported operations",
  );
  const moved = await update(photos.id, 'replace', '/parentId', rootResourceId);
  expect(moved).toMatchObject({ path: '/photos', parentId: rootResourceId });
});

test('what a method response does not have cannot be taken from it, and emptied maps vanish', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { gateway, restApiId, rootResourceId: resourceId } = await start(cloud);
  const at = { restApiId, resourceId, httpMethod: 'GET', statusCode: '200' };
  await gateway.putMethod({ ...at, authorizationType: 'none' });
  await gateway.putMethodResponse({ ...at, responseModels: { 'application/json': 'Empty' } });
  const update = (op: PatchOperation['op'], path: string, value?: string) =>
    gateway.updateMethodResponse({ ...at, patchOperations: [{ op, path, value }] });
  const header = '/responseParameters/method.response.header.etag';
  await expect(update('replace', header, 'true')).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Invalid parameter name specified',
  });
  await expect(update('remove', '/responseModels/image~1png')).rejects.toThrow(
    'Content-Type specified was not found',
  );
  await update('add', header, 'TRUE?');
  expect((await gateway.getMethodResponse(at)).responseParameters).toEqual({
    'method.response.header.etag': false,
  });
  await update('remove', header);
  const emptied = await update('remove', '/responseModels/application~1json');
  expect(emptied).not.toHaveProperty('responseModels');
  expect(emptied).not.toHaveProperty('responseParameters');
  expect((await gateway.getMethod(at)).authorizationType).toBe('NONE');
});

test('gateway responses name the path whatever is wrong, and stand for their class', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { gateway, restApiId } = await start(cloud);
  const update = (op: PatchOperation['op'], path: string | undefined, value?: string) =>
    gateway.updateGatewayResponse({
      restApiId,
      responseType: 'DEFAULT_5XX',
      patchOperations: [{ op, path, value }],
    });
  await expect(update('remove', '/statusCode')).rejects.toThrow('Invalid patch path /statusCode');
  await expect(update('add', undefined, '1')).rejects.toThrow('Invalid patch path null');
  await expect(
    update('replace', '/responseParameters/gatewayresponse.header.x', "'1'"),
  ).rejects.toMatchObject({ name: 'NotFoundException', message: 'Invalid parameter name specified' });
  await expect(update('add', '/responseTemplates/text~1plain')).rejects.toThrow(
    'Invalid null or empty value in responseTemplates',
  );
  await update('replace', '/statusCode', '503');
  await update('add', '/responseParameters/gatewayresponse.header.Retry-After', "'9'");
  const shown = (responseType: 'DEFAULT_4XX' | 'INTEGRATION_TIMEOUT' | 'THROTTLED') =>
    gateway.getGatewayResponse({ restApiId, responseType });
  expect(await shown('INTEGRATION_TIMEOUT')).toMatchObject({
    responseType: 'INTEGRATION_TIMEOUT',
    statusCode: '503',
    responseParameters: { 'gatewayresponse.header.Retry-After': "'9'" },
    defaultResponse: true,
  });
  expect(await shown('THROTTLED')).toMatchObject({ statusCode: '429', responseParameters: {} });
  expect(await shown('DEFAULT_4XX')).not.toHaveProperty('statusCode');
});

test('an API loses its description by a patch, and compression is judged before it is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { gateway, restApiId } = await start(cloud);
  const update = (op: PatchOperation['op'], path: string, value?: string) =>
    gateway.updateRestApi({ restApiId, patchOperations: [{ op, path, value }] });
  expect(await update('replace', '/description', 'of pets')).toMatchObject({
    description: 'of pets',
    tags: {},
  });
  expect(await update('remove', '/description')).not.toHaveProperty('description');
  const addressed = await update('replace', '/endpointConfiguration/ipAddressType', 'dualstack');
  expect(addressed.endpointConfiguration).toEqual({ types: ['EDGE'], ipAddressType: 'dualstack' });
  await expect(update('replace', '/endpointConfiguration/ipAddressType', 'ipv5')).rejects.toThrow(
    'ipAddressType must be either ipv4 or dualstack.',
  );
  await expect(update('replace', '/minimumCompressionSize', '-5')).rejects.toThrow(
    'Invalid minimum compression size, must be between 0 and 10485760',
  );
  await expect(update('replace', '/minimumCompressionSize', '512')).rejects.toMatchObject({
    name: 'NotImplemented',
  });
  expect(await update('replace', '/minimumCompressionSize', '')).toMatchObject({ name: 'images' });
});

test('a method’s settings at a stage begin with those of all methods, and can only be removed when there are any', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { gateway, restApiId, rootResourceId: resourceId } = await start(cloud);
  const at = { restApiId, resourceId, httpMethod: 'GET' };
  await gateway.putMethod({ ...at, authorizationType: 'NONE' });
  await gateway.putIntegration({ ...at, type: 'MOCK' });
  await gateway.createDeployment({ restApiId, stageName: 'dev' });
  const update = (...patchOperations: PatchOperation[]) =>
    gateway.updateStage({ restApiId, stageName: 'dev', patchOperations });
  await expect(update({ op: 'remove', path: '/*/*' })).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Cannot remove method setting */* because there is no method setting for this method ',
  });
  await expect(update({ op: 'replace', path: '/tags/team', value: 'a' })).rejects.toThrow(
    'Invalid method setting path: /tags/team. Must be one of: [/deploymentId, /description, ',
  );
  await expect(update({ op: 'replace', path: '/*/*/caching/size', value: '1' })).rejects.toThrow(
    'Invalid method setting path: /*/*/caching/size. ',
  );
  await expect(
    update({ op: 'replace', path: '/accessLogSettings/format', value: '$context.requestId' }),
  ).rejects.toMatchObject({ name: 'NotImplemented' });
  const { methodSettings } = await update(
    { op: 'replace', path: '/*/*/caching/enabled', value: 'true' },
    { op: 'replace', path: '/~1images/GET/throttling/burstLimit', value: '7' },
  );
  expect(methodSettings).toMatchObject({
    '*/*': { cachingEnabled: true, throttlingBurstLimit: 5000 },
    'images/GET': { cachingEnabled: true, throttlingBurstLimit: 7 },
  });
  const removed = await update({ op: 'remove', path: '/*/*' });
  expect(Object.keys(removed.methodSettings ?? {})).toEqual(['images/GET']);
});
