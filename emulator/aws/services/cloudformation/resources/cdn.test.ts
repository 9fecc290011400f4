import { CloudFront } from '@aws-sdk/client-cloudfront';
import { S3 } from '@aws-sdk/client-s3';
import { templateText } from '#fixtures';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { TestStack } from '../testing/stack.ts';

const CERTIFICATE = 'arn:aws:acm:us-east-1:000000000000:certificate/11111111-2222-3333-4444-555555555555';

test("PetTracker's CDN template comes up as it was written, and goes again", async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  const cloudfront = new CloudFront(clientConfig(cloud));
  const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });

  const up = await stack.create(templateText('cloudfront-stack'), { CertificateArn: CERTIFICATE });
  expect(await stack.failures()).toEqual([]);
  expect(up.StackStatus).toBe('CREATE_COMPLETE');
  const { DistributionId = '', DistributionDomain } = await stack.outputs();
  const { Distribution } = await cloudfront.getDistribution({ Id: DistributionId });
  expect(Distribution).toMatchObject({
    DomainName: DistributionDomain,
    Status: 'Deployed',
    DistributionConfig: {
      Aliases: { Quantity: 1, Items: ['images.pettracker.com'] },
      HttpVersion: 'http2and3',
      ViewerCertificate: { ACMCertificateArn: CERTIFICATE, MinimumProtocolVersion: 'TLSv1.2_2021' },
    },
  });
  const { Policy = '' } = await s3.getBucketPolicy({ Bucket: 'pettracker-images-prod' });
  expect(Policy).toContain(`arn:aws:cloudfront::000000000000:distribution/${DistributionId}`);

  expect((await stack.delete()).StackStatus).toBe('DELETE_COMPLETE');
  expect((await cloudfront.listDistributions({})).DistributionList?.Quantity).toBe(0);
  expect((await cloudfront.listFunctions({})).FunctionList?.Quantity).toBe(0);
  expect((await cloudfront.listOriginAccessControls({})).OriginAccessControlList?.Quantity).toBe(0);
  expect((await s3.listBuckets({})).Buckets ?? []).toEqual([]);
});
