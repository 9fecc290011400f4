import { expect, test } from 'vitest';
import { createCloud } from '#aws';
import { imageBytes, IMAGES } from '#fixtures';
import { findBlueprint } from './blueprints.ts';
import { openBrowser } from './browser.ts';
import { deliveryOf } from './delivery.ts';
import { embeddedTargetOn, connectionTo } from './targets/embedded.ts';
import { createClients } from './targets/clients.ts';
import { signedTarget } from './viewer.ts';
import { inWorld } from './world.ts';

const KEY = 'uploads/ada/2026/11/20/0a1b2c3d.jpg';

/** What the page has become, asked in its own words. */
const SEEN = `({
  title: document.title,
  colour: getComputedStyle(document.querySelector('h1')).color,
  signed: document.getElementById('signed').naturalWidth,
  unsigned: document.getElementById('unsigned').naturalWidth,
  protocol: performance.getEntriesByType('navigation')[0].nextHopProtocol,
})`;

test('Chromium shows PetTracker’s site, a signed image in it, and gets the security headers, over HTTP/2', async () => {
  await using cloud = await createCloud();
  const clients = createClients(connectionTo(cloud));
  const target = { ...embeddedTargetOn(cloud, clients), async [Symbol.asyncDispose]() {} };
  await using browser = await openBrowser();
  const { port } = new URL(cloud.endpoint);
  await inWorld(target, async (world) => {
    const { resources, distributions } = await world.pipeline(deliveryOf(findBlueprint('pettracker')));
    const [images = '', site = ''] = resources.buckets.map(({ name }) => name);
    const domain = `${distributions[0]?.domainName}:${port}`;
    const [s3, cloudfront, secrets] = await Promise.all([
      clients.s3(),
      clients.cloudfront(),
      clients.secrets(),
    ]);
    const { SecretString: privateKey = '' } = await secrets.getSecretValue({
      SecretId: 'pettracker/cloudfront-signing-key',
    });
    const { PublicKeyList } = await cloudfront.listPublicKeys({});
    const image = signedTarget(domain, `/images/${KEY}`, {
      keyPairId: PublicKeyList?.Items?.[0]?.Id ?? '',
      privateKey,
      expires: Math.floor(cloud.clock.now() / 1_000) + 3_600,
    });
    const html = `<!doctype html><title>Pets</title><link rel="stylesheet" href="/static/css/site.css"><h1>Rex</h1><img id="signed" src="${image}"><img id="unsigned" src="/images/${KEY}">`;
    for (const [Key, Body, ContentType] of [
      ['index.html', html, 'text/html'],
      ['static/css/site.css', 'h1 { color: rgb(1, 2, 3) }', 'text/css'],
    ] as const) {
      await s3.putObject({ Bucket: site, Key, Body, ContentType });
    }
    await s3.putObject({
      Bucket: images,
      Key: KEY,
      Body: await imageBytes(IMAGES.coffee),
      ContentType: 'image/jpeg',
    });

    // Its certificates are signed by an authority that no browser trusts unless told.
    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    const answer = await page.goto(`https://${domain}/pets/rex`);
    const seen = await page.evaluate(SEEN);
    expect(seen).toEqual({ title: 'Pets', colour: 'rgb(1, 2, 3)', signed: 320, unsigned: 0, protocol: 'h2' });
    expect(answer?.headers()).toMatchObject({
      'strict-transport-security': 'max-age=31536000; includeSubdomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'x-cache': 'Miss from cloudfront',
    });
    const again = await page.reload();
    expect(again?.headers()['x-cache']).toBe('Hit from cloudfront');
  });
  clients.destroy();
});
