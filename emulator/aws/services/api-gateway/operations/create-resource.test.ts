import { APIGateway } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

test('resources make paths, and their parts follow AWS’s rules', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { id: restApiId, rootResourceId } = await gateway.createRestApi({ name: 'images' });
  const create = (parentId: string | undefined, pathPart: string) =>
    gateway.createResource({ restApiId, parentId, pathPart });
  const images = await create(rootResourceId, 'images');
  expect(images).toMatchObject({ path: '/images', pathPart: 'images', parentId: rootResourceId });
  const greedy = await create(images.id, '{proxy+}');
  expect(greedy.path).toBe('/images/{proxy+}');
  await expect(create(greedy.id, 'x')).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Cannot create a child of a resource with a greedy path variable: {proxy+}',
  });
  await expect(create(rootResourceId, 'images')).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'Another resource with the same parent already has this name: images',
  });
  await expect(create(images.id, '{id}')).rejects.toMatchObject({
    message: 'A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed',
  });
  await expect(create(images.id, 'a/b')).rejects.toMatchObject({ name: 'BadRequestException' });
  await expect(create('nobody', 'x')).rejects.toMatchObject({
    message: 'Invalid Resource identifier specified',
  });
  await gateway.updateResource({
    restApiId,
    resourceId: images.id,
    patchOperations: [{ op: 'replace', path: '/pathPart', value: 'photos' }],
  });
  const { items } = await gateway.getResources({ restApiId });
  expect(items?.map(({ path }) => path)).toEqual(['/', '/photos', '/photos/{proxy+}']);
  await gateway.deleteResource({ restApiId, resourceId: images.id });
  expect((await gateway.getResources({ restApiId })).items).toHaveLength(1);
});
