import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import {
  bucketConfig,
  CACHING_OPTIMIZED,
  cloudFrontClient,
  createdDistribution,
  deployed,
} from '../testing/distributions.ts';

test('a new distribution has a domain, an ETag and what CloudFront fills in', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const made = await client.createDistribution({ DistributionConfig: bucketConfig() });
  const { Distribution: distribution } = made;
  expect(distribution).toMatchObject({ Status: 'InProgress', InProgressInvalidationBatches: 0 });
  expect(distribution?.Id).toMatch(/^E[A-Z0-9]{13}$/);
  expect(distribution?.DomainName).toMatch(/^d[a-z0-9]{13}\.cloudfront\.net$/);
  expect(distribution?.ARN).toBe(`arn:aws:cloudfront::000000000000:distribution/${distribution?.Id}`);
  expect(made.Location).toBe(`https://cloudfront.amazonaws.com/2020-05-31/distribution/${distribution?.Id}`);
  expect(distribution?.DistributionConfig).toMatchObject({
    PriceClass: 'PriceClass_All',
    HttpVersion: 'http2',
    Origins: { Items: [{ ConnectionAttempts: 3, ConnectionTimeout: 10, OriginShield: { Enabled: false } }] },
    DefaultCacheBehavior: { AllowedMethods: { Items: ['HEAD', 'GET'] }, Compress: false },
  });
  await deployed(cloud);
  const found = await client.getDistribution({ Id: distribution!.Id });
  expect(found.Distribution?.Status).toBe('Deployed');
  expect(found.ETag).toBe(made.ETag);
});

test('what is read back can be sent again as an update', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const { Id } = await createdDistribution(client);
  const { DistributionConfig, ETag } = await client.getDistributionConfig({ Id });
  const updated = await client.updateDistribution({ Id, IfMatch: ETag, DistributionConfig });
  expect(updated.Distribution?.DistributionConfig).toEqual(DistributionConfig);
  expect(updated.ETag).not.toBe(ETag);
  await expect(client.updateDistribution({ Id, IfMatch: ETag, DistributionConfig })).rejects.toMatchObject({
    name: 'PreconditionFailed',
    $metadata: { httpStatusCode: 412 },
  });
  await expect(client.updateDistribution({ Id, DistributionConfig })).rejects.toMatchObject({
    name: 'InvalidIfMatchVersion',
    message: 'The If-Match version is missing or not valid for the resource.',
  });
});

test('a distribution is disabled and deployed before it can be deleted', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const { Id, ETag: IfMatch } = await createdDistribution(client);
  await deployed(cloud);
  await expect(client.deleteDistribution({ Id, IfMatch })).rejects.toMatchObject({
    name: 'DistributionNotDisabled',
    $metadata: { httpStatusCode: 409 },
  });
  const { ETag } = await client.updateDistribution({
    Id,
    IfMatch,
    DistributionConfig: bucketConfig({ Enabled: false }),
  });
  await expect(client.deleteDistribution({ Id, IfMatch: ETag })).rejects.toMatchObject({
    name: 'DistributionNotDisabled',
  });
  await deployed(cloud);
  await client.deleteDistribution({ Id, IfMatch: ETag });
  await expect(client.getDistribution({ Id })).rejects.toMatchObject({
    name: 'NoSuchDistribution',
    message: 'The specified distribution does not exist.',
  });
});

test('one caller reference makes one distribution, one alias belongs to one', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const aliased: Partial<DistributionConfig> = {
    Aliases: { Quantity: 1, Items: ['cdn.example.com'] },
    ViewerCertificate: {
      ACMCertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/abc-123',
      SSLSupportMethod: 'sni-only',
    },
  };
  const { Id } = await createdDistribution(client, bucketConfig(aliased));
  await expect(createdDistribution(client, bucketConfig())).rejects.toMatchObject({
    name: 'DistributionAlreadyExists',
    message: expect.stringContaining(`Already exists: ${Id}`) as string,
  });
  const second = createdDistribution(client, bucketConfig({ ...aliased, CallerReference: 'second' }));
  await expect(second).rejects.toMatchObject({ name: 'CNAMEAlreadyExists' });
});

const behavior = bucketConfig().DefaultCacheBehavior!;
const [origin] = bucketConfig().Origins!.Items!;

test.each<[string, Partial<DistributionConfig>, string, string]>([
  [
    'a behavior of an unknown origin',
    { DefaultCacheBehavior: { ...behavior, TargetOriginId: 'nowhere' } },
    'NoSuchOrigin',
    'One or more of your cache behavior target origins or origin groups do not exist.',
  ],
  [
    'a behavior without a policy',
    { DefaultCacheBehavior: { ...behavior, CachePolicyId: undefined } },
    'InvalidArgument',
    'The parameter ForwardedValues is required.',
  ],
  [
    'an unknown cache policy',
    { DefaultCacheBehavior: { ...behavior, CachePolicyId: '00000000-0000-0000-0000-000000000000' } },
    'NoSuchCachePolicy',
    'The specified cache policy does not exist.',
  ],
  [
    'a list that does not count',
    { Aliases: { Quantity: 2, Items: ['a.example.com'] } },
    'InconsistentQuantities',
    "The value of Quantity and the size of Items don't match.",
  ],
  [
    'an alias without a certificate',
    { Aliases: { Quantity: 1, Items: ['a.example.com'] } },
    'InvalidViewerCertificate',
    'To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name. For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements',
  ],
  [
    'half of a custom error page',
    { CustomErrorResponses: { Quantity: 1, Items: [{ ErrorCode: 404, ResponsePagePath: '/404.html' }] } },
    'InvalidArgument',
    'Your request must specify both ResponsePagePath and ResponseCode together or none of them.',
  ],
  [
    'an origin that is neither a bucket nor a server',
    { Origins: { Quantity: 1, Items: [{ ...origin!, S3OriginConfig: undefined }] } },
    'InvalidOrigin',
    'The specified origin server does not exist or is not valid.',
  ],
  [
    'a shield without a region',
    { Origins: { Quantity: 1, Items: [{ ...origin!, OriginShield: { Enabled: true } }] } },
    'InvalidArgument',
    'The parameter Origin Shield Region cannot be empty when Origin Shield is enabled.',
  ],
  [
    'a configuration that does not say whether it is enabled',
    { Enabled: undefined },
    'MalformedXML',
    "1 validation error detected: Value null at 'distributionConfig.enabled' failed to satisfy constraint: Member must not be null",
  ],
  [
    'a key group that does not exist',
    {
      DefaultCacheBehavior: {
        ...behavior,
        TrustedKeyGroups: { Enabled: true, Quantity: 1, Items: ['kg'] },
      },
    },
    'TrustedKeyGroupDoesNotExist',
    "The specified key group doesn't exist.",
  ],
])('%s is refused', async (_, changes, name, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const creation = createdDistribution(cloudFrontClient(cloud), bucketConfig(changes));
  await expect(creation).rejects.toMatchObject({ name, message });
});

test('a configuration as diagrams show it lacks what the API demands, member by member', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const drawn = {
    Origins: { Items: [{ Id: 'api', DomainName: 'api.pettracker.com' }] },
    DefaultCacheBehavior: { TargetOriginId: 'api', CachePolicyId: CACHING_OPTIMIZED },
  };
  const creation = createdDistribution(cloudFrontClient(cloud), drawn as unknown as DistributionConfig);
  const missing = [
    'callerReference',
    'origins.quantity',
    'defaultCacheBehavior.viewerProtocolPolicy',
    'comment',
    'enabled',
  ];
  const each = missing.map(
    (path) =>
      `Value null at 'distributionConfig.${path}' failed to satisfy constraint: Member must not be null`,
  );
  await expect(creation).rejects.toMatchObject({
    name: 'MalformedXML',
    message: `5 validation errors detected: ${each.join('; ')}`,
  });
});

test('tags come with a distribution, change and go', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const { Distribution: distribution } = await client.createDistributionWithTags({
    DistributionConfigWithTags: {
      DistributionConfig: bucketConfig(),
      Tags: { Items: [{ Key: 'team', Value: 'photos' }] },
    },
  });
  const Resource = distribution!.ARN;
  await client.tagResource({ Resource, Tags: { Items: [{ Key: 'stage', Value: 'prod' }] } });
  await client.untagResource({ Resource, TagKeys: { Items: ['team'] } });
  const { Tags: tags } = await client.listTagsForResource({ Resource });
  expect(tags?.Items).toEqual([{ Key: 'stage', Value: 'prod' }]);
});

test('distributions are listed page by page', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  for (const CallerReference of ['a', 'b', 'c']) {
    await createdDistribution(client, bucketConfig({ CallerReference, Comment: CallerReference }));
  }
  const first = (await client.listDistributions({ MaxItems: 2 })).DistributionList;
  expect(first).toMatchObject({ IsTruncated: true, Quantity: 2, MaxItems: 2 });
  const rest = (await client.listDistributions({ Marker: first!.NextMarker })).DistributionList;
  expect(rest?.Items?.map(({ Comment }) => Comment)).toEqual(['c']);
  expect(rest?.IsTruncated).toBe(false);
});

test('a copy is a staging distribution without aliases', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const { Id, ETag } = await createdDistribution(client);
  const copy = { PrimaryDistributionId: Id, IfMatch: ETag, CallerReference: 'copy' };
  const { Distribution: staging } = await client.copyDistribution({ ...copy, Staging: true });
  expect(staging?.DistributionConfig).toMatchObject({ Staging: true, CallerReference: 'copy' });
  expect(staging?.DistributionConfig?.DefaultCacheBehavior?.CachePolicyId).toBe(CACHING_OPTIMIZED);
  await expect(client.copyDistribution(copy)).rejects.toMatchObject({ name: 'InvalidArgument' });
});
