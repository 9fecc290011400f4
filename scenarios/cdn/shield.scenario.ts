import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';
import { freshDistribution } from './fresh-distribution.ts';

const SHIELD = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html';
const NEEDS = ['cdn', 'viewer-regions'] as const;

/** What a viewer in Sydney sees of an image that changed after one in Frankfurt had seen it. */
async function seenInSydney(world: World, OriginShield: { Enabled: boolean; OriginShieldRegion?: string }) {
  const { s3, Bucket, look } = await freshDistribution(world, { origin: { OriginShield } });
  await s3.putObject({ Bucket, Key: 'cat.jpg', Body: 'meow' });
  await look('/cat.jpg', { from: 'eu-central-1' });
  await s3.putObject({ Bucket, Key: 'cat.jpg', Body: 'purr' });
  const { text, headers } = await look('/cat.jpg', { from: 'ap-southeast-2' });
  return { text, cache: headers['x-cache'], pop: headers['x-amz-cf-pop']?.slice(0, 3) };
}

scenario(
  'each region asks the origin for itself when nothing stands before it',
  { source: SHIELD, needs: NEEDS },
  async (world) => {
    const seen = await seenInSydney(world, { Enabled: false });
    expect(seen).toEqual({ text: 'purr', cache: 'Miss from cloudfront', pop: 'SYD' });
  },
);

scenario(
  'with an origin shield the regions share one copy, and the origin is asked once',
  { source: SHIELD, needs: NEEDS },
  async (world) => {
    const seen = await seenInSydney(world, { Enabled: true, OriginShieldRegion: 'us-west-2' });
    expect(seen).toEqual({ text: 'meow', cache: 'Miss from cloudfront', pop: 'SYD' });
  },
);
