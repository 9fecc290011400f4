import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import { scenario, signedTarget, type World } from '#harness/vitest';
import { freshDistribution } from './fresh-distribution.ts';

const CANNED =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html';
const NEEDS = ['cdn', 'enforcement'] as const;
const MINUTE = 60_000;

/** A distribution that shows images to those who have a URL signed by its key. */
async function privateDistribution(world: World) {
  const cloudfront = await world.clients.cloudfront();
  const name = world.fresh('signing');
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const { PublicKey } = await cloudfront.createPublicKey({
    PublicKeyConfig: { CallerReference: name, Name: name, EncodedKey: publicKey },
  });
  const keyPairId = PublicKey?.Id ?? '';
  const { KeyGroup } = await cloudfront.createKeyGroup({
    KeyGroupConfig: { Name: name, Items: [keyPairId] },
  });
  const TrustedKeyGroups = { Enabled: true, Quantity: 1, Items: [KeyGroup?.Id ?? ''] };
  const distribution = await freshDistribution(world, { behavior: { TrustedKeyGroups } });
  const { s3, Bucket, DomainName } = distribution;
  await s3.putObject({ Bucket, Key: 'cat.jpg', Body: 'meow' });
  const signed = (path: string): string =>
    signedTarget(DomainName, path, {
      keyPairId,
      privateKey,
      expires: Math.floor((world.now() + MINUTE) / 1_000),
    });
  return { ...distribution, signed };
}

scenario('a signed URL shows the image', { source: CANNED, needs: NEEDS }, async (world) => {
  const { look, signed } = await privateDistribution(world);
  expect((await look(signed('/cat.jpg'))).text).toBe('meow');
});

scenario(
  'without a signature, or with that of another image, nothing is shown',
  { source: CANNED, needs: NEEDS },
  async (world) => {
    const { look, signed } = await privateDistribution(world);
    const unsigned = await look('/cat.jpg');
    expect([unsigned.status, unsigned.text.includes('<Code>MissingKey</Code>')]).toEqual([403, true]);
    const borrowed = await look(signed('/dog.jpg').replace('/dog.jpg', '/cat.jpg'));
    expect([borrowed.status, borrowed.text.includes('<Message>Access denied</Message>')]).toEqual([
      403,
      true,
    ]);
  },
);

scenario(
  'a signed URL ends when it says, in the cache or not',
  { source: CANNED, needs: [...NEEDS, 'time-travel'] },
  async (world) => {
    const { look, signed } = await privateDistribution(world);
    const target = signed('/cat.jpg');
    expect((await look(target)).status).toBe(200);
    await world.elapse(2 * MINUTE);
    expect((await look(target)).status).toBe(403);
  },
);
