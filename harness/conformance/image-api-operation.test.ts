import { IMAGES, imageBytes } from '#fixtures';
import { expect, test } from 'vitest';
import { summarise } from '../provision/change.ts';
import { provisionImageApi, throughApiGateway } from './ways.ts';

test('deployed twice, the image API changes nothing the second time', { timeout: 60_000 }, async () => {
  await using way = await throughApiGateway();
  const { changes } = await provisionImageApi(way.target);
  expect(summarise(changes)).toBe(`${changes.length} unchanged`);
});

test('a deletion whose bytes cannot go at first is completed by the queue', { timeout: 60_000 }, async () => {
  await using way = await throughApiGateway();
  const { connection, time, clients } = way.target;
  const image_data = (await imageBytes(IMAGES.coffee)).toString('base64');
  const made = await way.send('/images', {
    method: 'POST',
    body: JSON.stringify({ user_id: 'user123', filename: 'photo.jpg', image_data }),
  });
  const { image_id, s3_key } = (await made.json()) as { image_id: string; s3_key: string };
  const fault = {
    on: 'call',
    target: 's3',
    operation: 'DeleteObject',
    probability: 1,
    times: 1,
    effect: { kind: 'error', code: 'AccessDenied', status: 403 },
  };
  const struck = await fetch(`${connection.endpoint}/_safelight/faults`, {
    method: 'POST',
    body: JSON.stringify(fault),
  });
  expect(struck.status).toBe(201);
  const deleted = await way.send(`/images/${image_id}`, { method: 'DELETE' });
  expect(deleted.status).toBe(202);
  await time.eventually(async () => {
    expect((await way.send(`/images/${image_id}`)).status).toBe(404);
    return true;
  });
  const s3 = await clients.s3();
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: 'image-storage-bucket', Prefix: s3_key });
  expect(Contents).toEqual([]);
});
