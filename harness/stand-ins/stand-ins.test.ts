import { expect, test } from 'vitest';
import { imageBytes, IMAGES } from '#fixtures';
import { createCloud } from '#aws';
import { findBlueprint } from '../blueprints.ts';
import { runPipeline } from '../run-pipeline.ts';
import { endpointTarget } from '../targets/endpoint.ts';
import { createViewer } from '../viewer.ts';
import { fillsOf, StandIns } from './stand-ins.ts';

test('a pipeline whose functions run here makes its thumbnails of what the target tells by queue', async () => {
  await using cloud = await createCloud();
  await using reached = await endpointTarget(cloud.endpoint);
  const standIns = await StandIns.open(reached);
  try {
    const target = standIns.fill(reached, fillsOf('processors,cdn'));
    const { resources, distributions, beside } = await runPipeline(findBlueprint('pettracker'), target, '-x');
    const Bucket = resources.environment['IMAGES_BUCKET'] ?? '';
    const s3 = await target.clients.s3();
    const Body = await imageBytes(IMAGES.coffee);
    await s3.putObject({ Bucket, Key: 'uploads/u/cat.jpg', Body, ContentType: 'image/jpeg' });
    const thumbnail = await target.time.eventually(() =>
      s3.getObject({ Bucket, Key: 'thumbnails/u/cat-thumb.jpg' }),
    );
    const bytes = Buffer.from((await thumbnail.Body?.transformToByteArray()) ?? []);
    const own = await reached.clients.lambda();
    expect((await own.listFunctions({})).Functions).toEqual([]);

    const view = createViewer(target.viewers ?? target.connection);
    const seen = await view(distributions[0]?.domainName ?? '', '/thumbnails/u/cat-thumb.jpg');
    expect([seen.status, seen.body.equals(bytes)]).toEqual([200, true]);
    await beside?.close();
  } finally {
    await standIns.close();
  }
}, 60_000);

test('only what is on this machine can be filled in', async () => {
  const target = {
    accountId: '000000000000',
    connection: {
      endpoint: 'https://cloud.example.com',
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
  };
  await expect(StandIns.open(target)).rejects.toMatchObject({ code: 'ERR_FILL' });
});

test('what nothing stands in for is refused by name', () => {
  expect(() => fillsOf('processors,weather')).toThrow('Nothing here stands in for "weather".');
});
