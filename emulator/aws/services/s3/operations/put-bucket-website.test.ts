import type { WebsiteConfiguration } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';

const b = { Bucket: 'photos' };
const IndexDocument = { Suffix: 'index.html' };

test('a website comes back as it was put, and goes', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  expect(await refused(s3.getBucketWebsite(b))).toEqual({
    status: 404,
    code: 'NoSuchWebsiteConfiguration',
    message: 'The specified bucket does not have a website configuration',
    BucketName: 'photos',
  });
  const WebsiteConfiguration: WebsiteConfiguration = {
    IndexDocument,
    ErrorDocument: { Key: 'error.html' },
    RoutingRules: [{ Condition: { KeyPrefixEquals: 'a/' }, Redirect: { ReplaceKeyPrefixWith: 'b/' } }],
  };
  await s3.putBucketWebsite({ ...b, WebsiteConfiguration });
  expect(await s3.getBucketWebsite(b)).toMatchObject(WebsiteConfiguration);
  await s3.deleteBucketWebsite(b);
  expect(await refused(s3.getBucketWebsite(b))).toMatchObject({ status: 404 });
});

const routed = (Redirect: object, Condition?: object): WebsiteConfiguration => ({
  IndexDocument,
  RoutingRules: [{ Redirect, ...(Condition && { Condition }) }],
});

test.each([
  [{ IndexDocument: { Suffix: 'a/b' } }, 'The IndexDocument Suffix is not well formed'],
  [{}, 'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty'],
  [
    { IndexDocument, RedirectAllRequestsTo: { HostName: 'h' } },
    'RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.',
  ],
  [
    { RedirectAllRequestsTo: { HostName: 'h', Protocol: 'ftp' as 'http' } },
    'Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.',
  ],
  [
    routed({ ReplaceKeyWith: 'a', ReplaceKeyPrefixWith: 'b' }),
    'You can only define ReplaceKeyPrefix or ReplaceKey but not both.',
  ],
  [
    routed({ HostName: 'h' }, {}),
    "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
  ],
  [
    routed({ HttpRedirectCode: '306' }),
    'The provided HTTP redirect code (306) is not valid. Valid codes are 3XX except 300.',
  ],
  [
    routed({ HostName: 'h' }, { HttpErrorCodeReturnedEquals: '418' }),
    'The provided HTTP error code (418) is not valid. Valid codes are 4XX or 5XX.',
  ],
  [
    routed({ HostName: 'h' }, { HttpErrorCodeReturnedEquals: '4xx' }),
    'The XML you provided was not well-formed or did not validate against our published schema',
  ],
  [
    routed({ HttpRedirectCode: '300' }),
    'The provided HTTP redirect code (300) is not valid. Valid codes are 3XX except 300.',
  ],
])('%j is refused', async (WebsiteConfiguration, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  expect(await refused(s3.putBucketWebsite({ ...b, WebsiteConfiguration }))).toMatchObject({
    status: 400,
    message,
  });
});

test.each([
  [{}, 'IndexDocument', 'null'],
  [{ IndexDocument, RedirectAllRequestsTo: { HostName: 'h' } }, 'RedirectAllRequestsTo', 'not null'],
])('%j is refused by name', async (WebsiteConfiguration, ArgumentName, ArgumentValue) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  expect(await refused(s3.putBucketWebsite({ ...b, WebsiteConfiguration }))).toMatchObject({
    code: 'InvalidArgument',
    ArgumentName,
    ArgumentValue,
  });
});
