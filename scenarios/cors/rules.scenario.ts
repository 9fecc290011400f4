import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const RULES = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html';
const API = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html';

interface Rule {
  readonly origins: readonly string[];
  readonly methods?: readonly string[];
  readonly headers?: readonly string[];
}

interface Asked {
  readonly origin: string;
  readonly method?: string;
  readonly headers?: string;
}

async function ask(world: World, rules: readonly Rule[], { origin, method = 'PUT', headers }: Asked) {
  const { s3, Bucket } = await freshBucket(world, 'cors');
  await s3.putBucketCors({
    Bucket,
    CORSConfiguration: {
      CORSRules: rules.map(({ origins, methods = ['PUT'], headers: allowed = ['*'] }) => ({
        AllowedOrigins: [...origins],
        AllowedMethods: [...methods],
        AllowedHeaders: [...allowed],
      })),
    },
  });
  return fetch(await world.presign.put({ Bucket, Key: 'cat' }), {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      ...(headers !== undefined && { 'access-control-request-headers': headers }),
    },
  });
}

for (const [origin, rule, allowed] of [
  ['https://app.example.com', 'https://*.example.com', true],
  ['https://example.com', 'https://*.example.com', false],
  ['http://app.example.com', 'https://*.example.com', false],
  ['http://localhost:3000', 'http://localhost:3000', true],
  ['http://localhost:3001', 'http://localhost:3000', false],
  ['http://localhost:5173', 'http://localhost:*', true],
  ['https://APP.example.com', 'https://app.example.com', false],
] as const) {
  const verdict = allowed ? 'may upload' : 'may not upload';
  scenario(`a page of ${origin} ${verdict} where ${rule} is allowed`, { source: RULES }, async (world) => {
    const answer = await ask(world, [{ origins: [rule] }], { origin });
    expect(answer.status).toBe(allowed ? 200 : 403);
    expect(answer.headers.get('access-control-allow-origin')).toBe(allowed ? origin : null);
  });
}

scenario('a rule for every origin answers with a star', { source: RULES }, async (world) => {
  const answer = await ask(world, [{ origins: ['*'] }], { origin: 'https://example.com' });
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
});

scenario('a method that no rule allows is refused', { source: RULES }, async (world) => {
  const answer = await ask(world, [{ origins: ['*'], methods: ['GET'] }], { origin: 'https://a.example' });
  expect(answer.status).toBe(403);
});

scenario('a header that no rule allows is refused', { source: RULES }, async (world) => {
  const asked = { origin: 'https://a.example', headers: 'content-type,x-amz-meta-owner' };
  const answer = await ask(world, [{ origins: ['*'], headers: ['content-type'] }], asked);
  expect(answer.status).toBe(403);
});

scenario('a pattern of headers allows those that match', { source: RULES }, async (world) => {
  const asked = { origin: 'https://a.example', headers: 'x-amz-meta-owner' };
  const answer = await ask(world, [{ origins: ['*'], headers: ['x-amz-*'] }], asked);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-headers')).toBe('x-amz-meta-owner');
});

scenario('the first rule that matches answers', { source: RULES }, async (world) => {
  const rules = [
    { origins: ['https://a.example'], methods: ['PUT'] },
    { origins: ['*'], methods: ['PUT', 'GET', 'HEAD'] },
  ];
  const answer = await ask(world, rules, { origin: 'https://a.example' });
  expect(answer.headers.get('access-control-allow-methods')).toBe('PUT');
});

scenario('CORS rules with a method that S3 does not know are refused', { source: API }, async (world) => {
  const refused = ask(world, [{ origins: ['*'], methods: ['PATCH'] }], { origin: 'https://a.example' });
  await expect(refused).rejects.toMatchObject({ name: 'InvalidRequest' });
});

scenario('CORS rules that were deleted are gone', { source: API }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'cors');
  const CORSRules = [{ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }];
  await s3.putBucketCors({ Bucket, CORSConfiguration: { CORSRules } });
  await s3.deleteBucketCors({ Bucket });
  await expect(s3.getBucketCors({ Bucket })).rejects.toMatchObject({ name: 'NoSuchCORSConfiguration' });
});
