import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';
import { freshDistribution } from './fresh-distribution.ts';

const EVENTS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html';
const RESTRICTIONS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions.html';
const NEEDS = ['cdn'] as const;

async function withFunction(world: World, event: 'viewer-request' | 'viewer-response', code: string) {
  const cloudfront = await world.clients.cloudfront();
  const Name = world.fresh('edge');
  const { FunctionSummary, ETag = '' } = await cloudfront.createFunction({
    Name,
    FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
    FunctionCode: Buffer.from(code),
  });
  await cloudfront.publishFunction({ Name, IfMatch: ETag });
  const FunctionARN = FunctionSummary?.FunctionMetadata?.FunctionARN;
  const FunctionAssociations = { Quantity: 1, Items: [{ EventType: event, FunctionARN }] };
  const distribution = await freshDistribution(world, { behavior: { FunctionAssociations } });
  await distribution.s3.putObject({ Bucket: distribution.Bucket, Key: 'cat.jpg', Body: 'meow' });
  return distribution;
}

scenario('a function rewrites what viewers ask for', { source: EVENTS, needs: NEEDS }, async (world) => {
  const { look } = await withFunction(
    world,
    'viewer-request',
    `function handler(event) { event.request.uri = event.request.uri.replace('/images/', '/'); return event.request; }`,
  );
  expect((await look('/images/cat.jpg')).text).toBe('meow');
});

scenario('a function answers viewers itself', { source: EVENTS, needs: NEEDS }, async (world) => {
  const { look } = await withFunction(
    world,
    'viewer-request',
    `function handler() { return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/new' } } }; }`,
  );
  const { status, headers } = await look('/old');
  expect([status, headers.location]).toEqual([302, '/new']);
  expect(headers['x-cache']).toBe('FunctionGeneratedResponse from cloudfront');
});

scenario('a function that never ends is a 503', { source: RESTRICTIONS, needs: NEEDS }, async (world) => {
  const { look } = await withFunction(world, 'viewer-request', `function handler() { while (true) {} }`);
  const { status, headers } = await look('/cat.jpg');
  expect([status, headers['x-cache']]).toEqual([503, 'FunctionExecutionError from cloudfront']);
});

scenario(
  'a function may not touch what belongs to the CDN',
  { source: RESTRICTIONS, needs: NEEDS },
  async (world) => {
    const { look } = await withFunction(
      world,
      'viewer-response',
      `function handler(event) { event.response.headers['x-cache'] = { value: 'mine' }; return event.response; }`,
    );
    const { status, headers } = await look('/cat.jpg');
    expect([status, headers['x-cache']]).toEqual([502, 'FunctionValidationError from cloudfront']);
  },
);
