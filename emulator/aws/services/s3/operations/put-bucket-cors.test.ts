import type { CORSRule } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

const RULE: CORSRule = {
  ID: 'browsers',
  AllowedOrigins: ['https://App.example'],
  AllowedMethods: ['GET', 'PUT'],
  AllowedHeaders: ['*'],
  ExposeHeaders: ['ETag'],
  MaxAgeSeconds: 3000,
};

test('rules come back as they were put, and go', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const absent = {
    status: 404,
    code: 'NoSuchCORSConfiguration',
    message: 'The CORS configuration does not exist',
    BucketName: 'photos',
  };
  expect(await refused(s3.getBucketCors({ Bucket: 'photos' }))).toEqual(absent);
  await s3.putBucketCors({ Bucket: 'photos', CORSConfiguration: { CORSRules: [RULE] } });
  expect((await s3.getBucketCors({ Bucket: 'photos' })).CORSRules).toEqual([RULE]);
  const deleted = await s3.deleteBucketCors({ Bucket: 'photos' });
  expect(deleted.$metadata.httpStatusCode).toBe(204);
  expect(await refused(s3.getBucketCors({ Bucket: 'photos' }))).toEqual(absent);
});

test.each([
  [
    { ...RULE, AllowedMethods: ['PATCH'] },
    'Found unsupported HTTP method in CORS config. Unsupported method is PATCH',
  ],
  [{ ...RULE, AllowedOrigins: ['*a*b'] }, 'AllowedOrigin "*a*b" can not have more than one wildcard.'],
  [{ ...RULE, AllowedHeaders: ['a b'] }, 'AllowedHeader "a b" contains invalid character.'],
  [{ ...RULE, ExposeHeaders: ['Bad/Header'] }, 'AllowedHeader "Bad/Header" contains invalid character.'],
  [{ ...RULE, ID: 'x'.repeat(256) }, 'ID length should not exceed allowed limit of 255'],
])('%j is refused', async (rule, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const put = s3.putBucketCors({ Bucket: 'photos', CORSConfiguration: { CORSRules: [rule] } });
  expect(await refused(put)).toEqual({ status: 400, code: 'InvalidRequest', message });
});

test('no rules, and rules without an origin, are malformed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  for (const CORSRules of [[], [{ ...RULE, AllowedOrigins: [] }]]) {
    const put = s3.putBucketCors({ Bucket: 'photos', CORSConfiguration: { CORSRules } });
    expect(await refused(put)).toMatchObject({ code: 'MalformedXML' });
  }
});

test('rules without a digest are refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, {
    method: 'PUT',
    path: '/photos',
    query: 'cors=',
    body: '<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>',
  });
  expect(elements(answer.body)[1]).toEqual([
    'Message',
    'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
  ]);
});
