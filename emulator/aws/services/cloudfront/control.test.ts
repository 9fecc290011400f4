import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { bucketConfig, cloudFrontClient, createdDistribution } from './testing/distributions.ts';

const CONTROL = {
  Name: 'photos',
  SigningProtocol: 'sigv4',
  SigningBehavior: 'always',
  OriginAccessControlOriginType: 's3',
} as const;

test('an access control is read, changed against its ETag and deleted once nothing uses it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const made = await client.createOriginAccessControl({ OriginAccessControlConfig: CONTROL });
  const Id = made.OriginAccessControl!.Id;
  await expect(
    client.createOriginAccessControl({ OriginAccessControlConfig: CONTROL }),
  ).rejects.toMatchObject({ name: 'OriginAccessControlAlreadyExists' });
  const [origin] = bucketConfig().Origins!.Items!;
  const origins = { Quantity: 1, Items: [{ ...origin!, OriginAccessControlId: Id! }] };
  await createdDistribution(client, bucketConfig({ Origins: origins }));
  await expect(client.deleteOriginAccessControl({ Id, IfMatch: made.ETag })).rejects.toMatchObject({
    name: 'OriginAccessControlInUse',
    $metadata: { httpStatusCode: 409 },
  });
  const { ETag } = await client.updateOriginAccessControl({
    Id,
    IfMatch: made.ETag,
    OriginAccessControlConfig: { ...CONTROL, Description: 'photos of pets' },
  });
  expect((await client.getOriginAccessControl({ Id })).ETag).toBe(ETag);
  const { OriginAccessControlList: list } = await client.listOriginAccessControls({});
  expect(list).toMatchObject({ Quantity: 1, IsTruncated: false, Items: [{ Description: 'photos of pets' }] });
});

test('every managed policy is there by its id and cannot be changed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const { CachePolicyList: caches } = await client.listCachePolicies({ Type: 'managed' });
  const { OriginRequestPolicyList: requests } = await client.listOriginRequestPolicies({});
  const { ResponseHeadersPolicyList: headers } = await client.listResponseHeadersPolicies({});
  expect([caches, requests, headers].map((list) => list?.Quantity)).toEqual([7, 8, 5]);
  const Id = '658327ea-f89d-4fab-a63d-7e88639e58f6';
  const { CachePolicy: optimized, ETag } = await client.getCachePolicy({ Id });
  expect(optimized?.CachePolicyConfig).toMatchObject({ Name: 'Managed-CachingOptimized', MinTTL: 1 });
  await expect(client.deleteCachePolicy({ Id, IfMatch: ETag })).rejects.toMatchObject({
    name: 'IllegalDelete',
  });
});

test('a cache policy whose times are out of order is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const creation = cloudFrontClient(cloud).createCachePolicy({
    CachePolicyConfig: { Name: 'odd', MinTTL: 10, DefaultTTL: 5, MaxTTL: 20 },
  });
  await expect(creation).rejects.toMatchObject({ name: 'InvalidTTLOrder' });
});

test('RSA keys of 2048 bits and P-256 keys may sign, others may not', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const pem = (key: ReturnType<typeof generateKeyPairSync>['publicKey']): string =>
    (key as unknown as { export(how: object): string }).export({ type: 'spki', format: 'pem' });
  const create = (Name: string, EncodedKey: string) =>
    client.createPublicKey({ PublicKeyConfig: { CallerReference: Name, Name, EncodedKey } });
  const rsa = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey);
  const { PublicKey: key, ETag } = await create('rsa', rsa);
  await create('p256', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey));
  await expect(
    create('p384', pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey)),
  ).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: 'Your request contains empty/invalid/out of limits RSA Encoded Key',
  });
  await client.createKeyGroup({ KeyGroupConfig: { Name: 'group', Items: [key!.Id!] } });
  await expect(client.deletePublicKey({ Id: key!.Id!, IfMatch: ETag })).rejects.toMatchObject({
    name: 'PublicKeyInUse',
  });
});

test('an invalidation completes after five seconds and is not made twice', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const { Id: DistributionId } = await createdDistribution(client);
  const batch = { CallerReference: 'one', Paths: { Quantity: 1, Items: ['/img/*'] } };
  const request = { DistributionId, InvalidationBatch: batch };
  const { Invalidation: first } = await client.createInvalidation(request);
  expect(first?.Status).toBe('InProgress');
  expect((await client.createInvalidation(request)).Invalidation?.Id).toBe(first?.Id);
  await cloud.clock.advance(5_000);
  const { Invalidation: later } = await client.getInvalidation({ DistributionId, Id: first!.Id });
  expect(later?.Status).toBe('Completed');
  const inside = { CallerReference: 'two', Paths: { Quantity: 1, Items: ['/img/*/x'] } };
  await expect(
    client.createInvalidation({ DistributionId, InvalidationBatch: inside }),
  ).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test('a function is drafted, published and read as bytes', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const code = (text: string) => new TextEncoder().encode(text);
  const config = { Comment: '', Runtime: 'cloudfront-js-2.0' } as const;
  const FunctionCode = code('function handler(event) { return event.request; }');
  const made = await client.createFunction({ Name: 'route', FunctionConfig: config, FunctionCode });
  expect(made.FunctionSummary?.Status).toBe('UNPUBLISHED');
  await expect(client.describeFunction({ Name: 'route', Stage: 'LIVE' })).rejects.toMatchObject({
    name: 'NoSuchFunctionExists',
  });
  const updated = await client.updateFunction({
    Name: 'route',
    IfMatch: made.ETag,
    FunctionConfig: config,
    FunctionCode: code('function handler(event) { return event.request; } // 2'),
  });
  expect(updated.ETag).toBeDefined();
  await client.publishFunction({ Name: 'route', IfMatch: updated.ETag });
  const live = await client.getFunction({ Name: 'route', Stage: 'LIVE' });
  expect(new TextDecoder().decode(live.FunctionCode)).toContain('// 2');
  const large = client.createFunction({
    Name: 'large',
    FunctionConfig: config,
    FunctionCode: new Uint8Array(10_241).fill(32),
  });
  await expect(large).rejects.toMatchObject({ name: 'FunctionSizeLimitExceeded' });
});
