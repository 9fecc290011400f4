import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient } from '../testing/client.ts';
import { send } from '../testing/raw-request.ts';

test('us-east-1 is an empty element', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const { body } = await send(cloud, { path: '/photos', query: 'location=' });
  expect(body).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>',
  );
});

test('another region is the root’s text', async () => {
  await using cloud = await createCloud({ clock: 'manual', region: 'eu-central-1' });
  const { status } = await send(cloud, {
    method: 'PUT',
    path: '/photos',
    body: '<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>',
  });
  expect(status).toBe(200);
  const { body } = await send(cloud, { path: '/photos', query: 'location=' });
  expect(body).toContain('>eu-central-1</LocationConstraint>');
});
