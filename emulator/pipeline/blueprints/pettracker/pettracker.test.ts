import { runInNewContext } from 'node:vm';
import type { NotificationConfiguration } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import type { Blueprint, BlueprintContext, EdgeFunctionSpec, Resources } from '../blueprint.ts';
import { pettrackerAsWritten } from './as-written.ts';
import { pettracker } from './repaired.ts';

const HERE: BlueprintContext = { accountId: '000000000000', region: 'us-east-1', suffix: '' };

const FORMS: [string, Blueprint][] = [
  ['as written', pettrackerAsWritten],
  ['repaired', pettracker],
];

/** Pairs of rules of which S3 says that they overlap: common events, and prefixes and suffixes that begin and end alike. */
function overlaps(configuration: NotificationConfiguration | undefined): number {
  const rules = [
    ...(configuration?.TopicConfigurations ?? []),
    ...(configuration?.QueueConfigurations ?? []),
    ...(configuration?.LambdaFunctionConfigurations ?? []),
  ].map(({ Events, Filter }) => {
    const value = (name: string): string =>
      Filter?.Key?.FilterRules?.find((rule) => rule.Name === name)?.Value ?? '';
    return { events: Events ?? [], prefix: value('prefix'), suffix: value('suffix') };
  });
  return rules.flatMap((one, index) =>
    rules
      .slice(index + 1)
      .filter(
        (other) =>
          one.events.some((event) => other.events.includes(event)) &&
          (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix)) &&
          (one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix)),
      ),
  ).length;
}

const images = ({ buckets }: Resources) =>
  buckets.find(({ name }) => name.startsWith('pettracker-images-prod'));

describe.each(FORMS)('%s', (_form, blueprint) => {
  const resources = blueprint.resources(HERE);

  test('the buckets are closed, encrypted and named as in the document', () => {
    expect(resources.buckets.map(({ name }) => name)).toEqual([
      'pettracker-images-prod',
      'pettracker-static-prod',
      'pettracker-logs-prod',
    ]);
    for (const bucket of resources.buckets) {
      expect(bucket.publicAccessBlock).toBe(true);
      expect(bucket.encryption).toEqual([
        { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: true },
      ]);
    }
    expect(images(resources)?.versioning).toBe('Enabled');
    expect(images(resources)?.cors?.[0]).toMatchObject({ MaxAgeSeconds: 3000, ExposeHeaders: ['ETag'] });
  });
});

test('as written, the rules for function and queue overlap; repaired, nothing does', () => {
  expect(overlaps(images(pettrackerAsWritten.resources(HERE))?.notifications)).toBe(1);
  expect(overlaps(images(pettracker.resources(HERE))?.notifications)).toBe(0);
});

test('as written, the four lifecycle rules are those of the document', () => {
  expect(images(pettrackerAsWritten.resources(HERE))?.lifecycle?.map(({ ID }) => ID)).toEqual([
    'uploads-to-ia',
    'thumbnails-expire',
    'old-versions',
    'cleanup-multipart',
  ]);
});

test('repaired, thumbnails stay and delete markers without versions go', () => {
  const rules = images(pettracker.resources(HERE))?.lifecycle ?? [];
  expect(rules.map(({ ID }) => ID)).toEqual(['uploads-to-ia', 'old-versions', 'cleanup-multipart']);
  expect(rules[1]?.Expiration).toEqual({ ExpiredObjectDeleteMarker: true });
});

test('repaired, one topic fans out to the function and the queue, and each step may call the next', () => {
  const { topics, queues, functions } = pettracker.resources(HERE);
  const topicArn = 'arn:aws:sns:us-east-1:000000000000:pettracker-image-events';
  expect(topics[0]?.subscriptions.map(({ endpointArn }) => endpointArn)).toEqual([
    'arn:aws:lambda:us-east-1:000000000000:function:generate-thumbnail',
    'arn:aws:sqs:us-east-1:000000000000:pettracker-ml-queue',
  ]);
  expect(topics[0]?.policy?.Statement[0]).toMatchObject({
    Principal: { Service: 's3.amazonaws.com' },
    Condition: {
      ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::pettracker-images-prod' },
      StringEquals: { 'aws:SourceAccount': '000000000000' },
    },
  });
  const queue = queues.find(({ name }) => name === 'pettracker-ml-queue');
  expect(queue?.policy?.Statement[0]).toMatchObject({
    Principal: { Service: 'sns.amazonaws.com' },
    Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
  });
  expect(queue?.deadLetter).toEqual({ queue: 'pettracker-ml-dlq', maxReceiveCount: 3 });
  expect(functions[0]?.permissions).toEqual([
    { statementId: 'image-events', principal: 'sns.amazonaws.com', sourceArn: topicArn },
  ]);
});

describe('edge functions', () => {
  const { edgeFunctions = [] } = pettracker.resources(HERE);
  const run = (name: string, event: Record<string, unknown>): Record<string, unknown> => {
    const { code = '' } = edgeFunctions.find((spec: EdgeFunctionSpec) => spec.name === name) ?? {};
    return runInNewContext(`${code}; handler(event)`, { event }) as Record<string, unknown>;
  };
  const rewritten = (name: string, uri: string): unknown => run(name, { request: { uri } })['uri'];

  test.each([
    ['/images/uploads/user-123/2024/01/15/a.jpg', '/uploads/user-123/2024/01/15/a.jpg'],
    ['/images/images/a.jpg', '/images/a.jpg'],
    ['/imagesque/a.jpg', '/imagesque/a.jpg'],
  ])('an image asked for as %s is the object %s', (uri, object) => {
    expect(rewritten('image-paths', uri)).toBe(object);
  });

  test.each([
    ['/', '/index.html'],
    ['/pets/rex', '/index.html'],
    ['/v1.2/pets', '/index.html'],
    ['/static/js/app.js', '/static/js/app.js'],
  ])('the application is asked for as %s and answers with %s', (uri, object) => {
    expect(rewritten('spa-routing', uri)).toBe(object);
  });

  test('answers carry the security headers of the document', () => {
    const { headers } = run('security-headers', { response: { headers: {} } });
    expect(headers).toEqual({
      'strict-transport-security': { value: 'max-age=31536000; includeSubdomains' },
      'x-content-type-options': { value: 'nosniff' },
      'x-frame-options': { value: 'DENY' },
    });
  });
});

test('repaired, thumbnails have a behaviour of their own and need no signature', () => {
  const [distribution] = pettracker.resources(HERE).distributions ?? [];
  const thumbnails = distribution?.behaviours.find(({ pathPattern }) => pathPattern === '/thumbnails/*');
  expect(thumbnails?.origin).toBe('S3-images');
  expect(thumbnails).not.toHaveProperty('trustedKeyGroup');
  const [asWritten] = pettrackerAsWritten.resources(HERE).distributions ?? [];
  expect(asWritten?.behaviours.map(({ pathPattern }) => pathPattern)).toEqual(['/images/*', '/api/*']);
});
