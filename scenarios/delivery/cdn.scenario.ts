import { expect } from 'vitest';
import { IMAGES } from '#fixtures';
import { scenario, type World } from '#harness/vitest';
import { develop } from '../judged-pipeline.ts';

const FACTS = {
  source: 'the pipeline’s configuration: delivery',
  needs: ['cdn', 'processors'],
  judges: ['delivery', 'renditions', 'image/jpeg'],
} as const;

/** A distribution's own domain, whichever way it is named. */
async function domainOf(world: World, distribution: string): Promise<string> {
  if (distribution.includes('.')) return distribution;
  const cloudfront = await world.clients.cloudfront();
  const { Distribution } = await cloudfront.getDistribution({ Id: distribution });
  return Distribution?.DomainName ?? '';
}

async function delivered(world: World) {
  const { subject, photo, renditions } = await develop(world, IMAGES.coffee);
  const { distribution, path } = subject.delivery(photo);
  const domain = await domainOf(world, distribution);
  const target = path.split('/').map(encodeURIComponent).join('/');
  return { rendition: renditions[0], look: () => world.view(domain, target) };
}

scenario('the CDN shows a thumbnail as the bucket has it', FACTS, async (world) => {
  const { look, rendition } = await delivered(world);
  const { status, headers, body } = await look();
  expect([status, headers['content-type']]).toEqual([200, `image/${rendition?.promised.format}`]);
  expect(body.equals(Buffer.from(rendition?.bytes ?? []))).toBe(true);
});

scenario('the second viewer of a thumbnail gets it from the cache', FACTS, async (world) => {
  const { look } = await delivered(world);
  await look();
  expect((await look()).headers['x-cache']).toBe('Hit from cloudfront');
});
