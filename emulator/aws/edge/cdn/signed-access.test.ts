import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { getSignedCookies, getSignedUrl } from '@aws-sdk/cloudfront-signer';
import type { CloudFront, Distribution } from '@aws-sdk/client-cloudfront';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { seconds } from '../../kernel/instant.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import { matchesResource, readPolicy } from './signed-policy.ts';
import { view, webConfig, webServer, type WebServer } from './testing/viewer.ts';

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PRIVATE_KEY = RSA.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

interface Private {
  readonly distribution: Distribution;
  readonly keyId: string;
  readonly ecKeyId: string;
  /** The distribution's own address. */
  readonly base: string;
}

/** A distribution that asks for signatures by one RSA and one ECDSA key. */
async function privateDistribution(cloud: Cloud, server: WebServer): Promise<Private> {
  const client = cloudFrontClient(cloud);
  const keyId = await publicKey(client, 'rsa', RSA.publicKey);
  const ecKeyId = await publicKey(client, 'ec', EC.publicKey);
  const { KeyGroup: group } = await client.createKeyGroup({
    KeyGroupConfig: { Name: 'signers', Items: [keyId, ecKeyId] },
  });
  const distribution = await createdDistribution(
    client,
    webConfig(server, { TrustedKeyGroups: { Enabled: true, Quantity: 1, Items: [group!.Id!] } }),
  );
  const { port } = new URL(cloud.endpoint);
  const base = `http://${distribution.Id!.toLowerCase()}.cloudfront.localhost:${port}`;
  return { distribution, keyId, ecKeyId, base };
}

async function publicKey(client: CloudFront, Name: string, key: KeyObject): Promise<string> {
  const EncodedKey = key.export({ type: 'spki', format: 'pem' }) as string;
  const { PublicKey: made } = await client.createPublicKey({
    PublicKeyConfig: { CallerReference: Name, Name, EncodedKey },
  });
  return made!.Id!;
}

const refusal = (code: string, message: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
const DENIED = refusal('AccessDenied', 'Access denied');
const targetOf = (url: string): string => url.slice(new URL(url).origin.length);
const inSeconds = (cloud: Cloud, count: number): string =>
  new Date(cloud.clock.now() + seconds(count)).toISOString();

test('a signed URL is good until it expires, for its own URL only', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((request, response) => response.end(request.url));
  const { distribution, keyId, base } = await privateDistribution(cloud, server);
  const signed = getSignedUrl({
    url: `${base}/images/my%20dog.jpg?size=small`,
    keyPairId: keyId,
    privateKey: PRIVATE_KEY,
    dateLessThan: inSeconds(cloud, 60),
  });
  const seen = await view(cloud, distribution, targetOf(signed));
  expect(seen).toMatchObject({ status: 200, text: '/images/my%20dog.jpg' });
  const longer = await view(cloud, distribution, `${targetOf(signed)}&more=1`);
  expect(longer).toMatchObject({ status: 403, text: DENIED });
  const other = await view(cloud, distribution, targetOf(signed).replace('dog', 'cat'));
  expect(other).toMatchObject({ status: 403, text: DENIED });
  await cloud.clock.advance(seconds(61));
  expect(await view(cloud, distribution, targetOf(signed))).toMatchObject({ status: 403, text: DENIED });
});

test('SHA-256 signatures say so, and signatures do not make copies of their own', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('private'));
  const { distribution, keyId, base } = await privateDistribution(cloud, server);
  const sign = (algorithm: 'SHA1' | 'SHA256', count: number): string =>
    getSignedUrl({
      url: `${base}/a`,
      keyPairId: keyId,
      privateKey: PRIVATE_KEY,
      algorithm,
      dateLessThan: inSeconds(cloud, count),
    });
  expect(sign('SHA256', 60)).toContain('Hash-Algorithm=SHA256');
  const first = await view(cloud, distribution, targetOf(sign('SHA256', 60)));
  expect(first.headers['x-cache']).toBe('Miss from cloudfront');
  const second = await view(cloud, distribution, targetOf(sign('SHA1', 90)));
  expect(second).toMatchObject({ status: 200, text: 'private' });
  expect(second.headers['x-cache']).toBe('Hit from cloudfront');
});

test.each([
  ['no key', '', refusal('MissingKey', 'Missing Key-Pair-Id query parameter or cookie value')],
  ['an unknown key', 'Expires=1&Signature=abcd&Key-Pair-Id=KNOBODY', refusal('InvalidKey', 'Unknown Key')],
  [
    'a signature that is no base64',
    'Expires=99999999999&Signature=!!!&Key-Pair-Id=KEY',
    refusal('MalformedSignature', 'Could not unencode Signature'),
  ],
  [
    'a policy that is no JSON',
    'Policy=bm9uc2Vuc2U_&Signature=abcd&Key-Pair-Id=KEY',
    refusal('MalformedPolicy', 'Malformed Policy'),
  ],
  ['a signature by nobody', 'Expires=99999999999&Signature=abcd&Key-Pair-Id=KEY', DENIED],
])('%s is refused in its own words', async (_, query, body) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_request, response) => response.end('private'));
  const { distribution, keyId } = await privateDistribution(cloud, server);
  const seen = await view(cloud, distribution, `/a?${query.replace('=KEY', `=${keyId}`)}`);
  expect(seen).toMatchObject({ status: 403, text: body });
  expect(seen.headers).toMatchObject({
    'content-type': 'text/xml',
    server: 'CloudFront',
    'x-cache': 'Error from cloudfront',
  });
});

test('the refusal without a key is 146 bytes long', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('private'));
  const { distribution } = await privateDistribution(cloud, server);
  expect((await view(cloud, distribution, '/a')).body).toHaveLength(146);
});

test('a custom policy holds for a wildcard, from a time on and for addresses of a block', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('private'));
  const { distribution, keyId, base } = await privateDistribution(cloud, server);
  const at = Math.floor(cloud.clock.now() / 1_000);
  const signed = (ip: string): string => {
    const condition = {
      DateLessThan: { 'AWS:EpochTime': at + 60 },
      DateGreaterThan: { 'AWS:EpochTime': at + 10 },
      IpAddress: { 'AWS:SourceIp': ip },
    };
    const policy = JSON.stringify({ Statement: [{ Resource: `${base}/images/*`, Condition: condition }] });
    return getSignedUrl({ url: `${base}/images/a.jpg`, keyPairId: keyId, privateKey: PRIVATE_KEY, policy });
  };
  const target = targetOf(signed('127.0.0.0/8'));
  expect((await view(cloud, distribution, target)).text).toBe(DENIED);
  await cloud.clock.advance(seconds(12));
  expect((await view(cloud, distribution, target)).text).toBe('private');
  expect((await view(cloud, distribution, target.replace('a.jpg', 'b/c.jpg?x=1&'))).status).toBe(403);
  expect((await view(cloud, distribution, target.replace('/a.jpg', '/b/c.jpg'))).text).toBe('private');
  expect((await view(cloud, distribution, targetOf(signed('192.0.2.0/24')))).text).toBe(DENIED);
});

test('signed cookies open what they name, unless the URL itself is signed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('private'));
  const { distribution, keyId, base } = await privateDistribution(cloud, server);
  const cookies = getSignedCookies({
    url: `${base}/a`,
    keyPairId: keyId,
    privateKey: PRIVATE_KEY,
    dateLessThan: inSeconds(cloud, 60),
  });
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const seen = await view(cloud, distribution, '/a', { headers: { cookie } });
  expect(seen).toMatchObject({ status: 200, text: 'private' });
  const signedBadly = await view(cloud, distribution, '/a?Expires=1', { headers: { cookie } });
  expect(signedBadly.text).toContain('MissingKey');
});

test('ECDSA keys sign as well', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('private'));
  const { distribution, ecKeyId, base } = await privateDistribution(cloud, server);
  const expires = Math.floor(cloud.clock.now() / 1_000) + 60;
  const policy = `{"Statement":[{"Resource":"${base}/a","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;
  const encode = (bytes: Buffer): string =>
    bytes.toString('base64').replaceAll('+', '-').replaceAll('=', '_').replaceAll('/', '~');
  const signature = encode(createSign('sha256').update(policy).sign(EC.privateKey));
  const query = `Expires=${expires}&Signature=${signature}&Key-Pair-Id=${ecKeyId}&Hash-Algorithm=SHA256`;
  expect(await view(cloud, distribution, `/a?${query}`)).toMatchObject({ status: 200, text: 'private' });
});

test.each([
  ['*', 'https://d1.cloudfront.net/a?b', true],
  ['https://d1.cloudfront.net/a/*', 'https://d1.cloudfront.net/a/b/c?d=1', true],
  ['http*://d1.cloudfront.net/*', 'https://d1.cloudfront.net/a', true],
  ['https://d1.cloudfront.net*', 'https://d1.cloudfront.net/a?b=1', true],
  ['https://*.net/a', 'https://d1.cloudfront.net/a', true],
  ['https://d1.cloudfront.net/a.jpg', 'https://d1.cloudfront.net/a.jpg?x=1', false],
  [String.raw`https://d1.cloudfront.net/a\?x=*`, 'https://d1.cloudfront.net/a?x=1', true],
  ['https://d1.cloudfront.net/?.jpg', 'https://d1.cloudfront.net/ab.jpg', false],
  ['https://d1.cloudfront.net/a.jpg', 'https://d1.cloudfront.net/abjpg', false],
])('the resource %s and the URL %s: %s', (resource, url, matches) => {
  expect(matchesResource(resource, url)).toBe(matches);
});

test.each(['', '{}', '{"Statement":[]}', '{"Statement":[{"Resource":"*","Condition":{}}]}', '[1]'])(
  'the policy %s is malformed',
  (text) => {
    expect(readPolicy(text)).toBeUndefined();
  },
);

test('a signer whose clock is ahead is not yet let in, one whose clock is behind no longer', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('private'));
  const { distribution, keyId, base } = await privateDistribution(cloud, server);
  const skewed = async (skew: number): Promise<number> => {
    const signed = getSignedUrl({
      url: `${base}/a`,
      keyPairId: keyId,
      privateKey: PRIVATE_KEY,
      dateLessThan: inSeconds(cloud, skew + 60),
      dateGreaterThan: inSeconds(cloud, skew - 1),
    });
    return (await view(cloud, distribution, targetOf(signed))).status;
  };
  expect([await skewed(0), await skewed(300), await skewed(-300)]).toEqual([200, 403, 403]);
});
