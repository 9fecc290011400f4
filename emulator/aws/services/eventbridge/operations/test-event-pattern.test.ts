import { EventBridge } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

let cloud: Cloud;
let events: EventBridge;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual' });
  events = new EventBridge(clientConfig(cloud));
});
afterAll(() => cloud.close(0));

/** An S3 event, as the user guide shows it. */
const EVENT = {
  version: '0',
  id: '17793124-05d4-b198-2fde-7ededc63b103',
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: '111122223333',
  time: '2021-11-12T00:00:00Z',
  region: 'ca-central-1',
  resources: ['arn:aws:s3:::amzn-s3-demo-bucket1'],
  detail: {
    version: '0',
    bucket: { name: 'amzn-s3-demo-bucket1' },
    object: { key: 'photos/example-Key.png', size: 5, etag: 'b1946ac92492d2347c6235b4d2611184' },
    'source-ip-address': '10.0.0.7',
    tags: ['red', 'green'],
    lines: [
      { sku: 'a', count: 1 },
      { sku: 'b', count: 2 },
    ],
    nothing: null,
    empty: [],
  },
};

const matches = async (pattern: object, event: object = EVENT) =>
  (await events.testEventPattern({ Event: JSON.stringify(event), EventPattern: JSON.stringify(pattern) }))
    .Result;

const detail = (wanted: object) => ({ detail: wanted });

test.each([
  ['equal text', { source: ['aws.s3'] }],
  ['an element of a list', { resources: ['arn:aws:s3:::amzn-s3-demo-bucket1'] }],
  ['one of several', { source: ['aws.ec2', 'aws.s3'] }],
  ['a prefix', detail({ object: { key: [{ prefix: 'photos/' }] } })],
  ['a suffix', detail({ object: { key: [{ suffix: '.png' }] } })],
  [
    'a prefix whatever its case',
    detail({ object: { key: [{ prefix: { 'equals-ignore-case': 'PHOTOS/' } }] } }),
  ],
  ['equal but for case', { source: [{ 'equals-ignore-case': 'AWS.S3' }] }],
  ['a wildcard', detail({ object: { key: [{ wildcard: '*/example*.png' }] } })],
  ['a range', detail({ object: { size: [{ numeric: ['>', 0, '<=', 5] }] } })],
  ['an equal number', detail({ object: { size: [{ numeric: ['=', 5] }] } })],
  ['an address block', detail({ 'source-ip-address': [{ cidr: '10.0.0.0/24' }] })],
  ['anything but', { source: [{ 'anything-but': ['aws.ec2'] }] }],
  ['anything but a prefix', { source: [{ 'anything-but': { prefix: 'app.' } }] }],
  ['anything but prefixes', { source: [{ 'anything-but': { prefix: ['app.', 'web.'] } }] }],
  ['anything but a suffix', { source: [{ 'anything-but': { suffix: 'ec2' } }] }],
  ['anything but a wildcard', { source: [{ 'anything-but': { wildcard: '*ec2' } }] }],
  ['anything but whatever its case', { source: [{ 'anything-but': { 'equals-ignore-case': ['AWS.EC2'] } }] }],
  ['null', detail({ nothing: [null] })],
  ['what is there', detail({ tags: [{ exists: true }] })],
  ['what is not there', detail({ other: [{ exists: false }] })],
  ['what is not there, deeper', detail({ other: { deeper: [{ exists: false }] } })],
  ['an empty list as absent', detail({ empty: [{ exists: false }] })],
  ['an object as absent', detail({ bucket: [{ exists: false }] })],
  ['fields of one element of a list', detail({ lines: { sku: ['b'], count: [2] } })],
  ['one alternative', detail({ $or: [{ tags: ['blue'] }, { object: { size: [5] } }] })],
])('a pattern matches %s', async (_what, pattern) => {
  expect(await matches(pattern)).toBe(true);
});

test.each([
  ['other text', { source: ['aws.ec2'] }],
  ['text that differs in case', { source: ['AWS.S3'] }],
  ['a number that is asked for as text', detail({ object: { size: ['5'] } })],
  ['what is absent, whatever it should not be', detail({ other: [{ 'anything-but': ['x'] }] })],
  ['a number outside of the range', detail({ object: { size: [{ numeric: ['<', 5] }] } })],
  ['fields of different elements', detail({ lines: { sku: ['a'], count: [2] } })],
  ['overlapping ends of a wildcard', { source: [{ wildcard: 'aws.s*s3' }] }],
  ['an address outside of the block', detail({ 'source-ip-address': [{ cidr: '10.0.1.0/24' }] })],
  ['no alternative', detail({ $or: [{ tags: ['blue'] }, { object: { size: [6] } }] })],
  ['an inherited property', detail({ constructor: [{ exists: true }] })],
])('a pattern does not match %s', async (_what, pattern) => {
  expect(await matches(pattern)).toBe(false);
});

test.each([
  ['"source" must be an object or an array', { source: 'aws.s3' }],
  ['Unrecognized match type like', { source: [{ like: 'x' }] }],
  ['Empty arrays are not allowed', { source: [] }],
  ['Empty objects are not allowed', { detail: {} }],
  ['Only one key allowed in match expression', { source: [{ prefix: 'a', suffix: 'b' }] }],
  ['Bottom must be less than top', detail({ size: [{ numeric: ['>', 5, '<', 1] }] })],
  ['Consecutive wildcard characters at pos 1', { source: [{ wildcard: 'a**' }] }],
  ['prefix match pattern must be a string', { source: [{ prefix: 5 }] }],
])('a pattern is refused: %s', async (reason, pattern) => {
  await expect(matches(pattern)).rejects.toMatchObject({
    name: 'InvalidEventPatternException',
    message: `Event pattern is not valid. Reason: ${reason}`,
  });
});

test('an event that lacks what every event has is refused', async () => {
  await expect(matches({ source: ['a'] }, { source: 'a' })).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Parameter Event is not valid.',
  });
});

test('a wildcard on hostile text costs no more than its length', async () => {
  const pattern = { source: [{ wildcard: `${'*a'.repeat(200)}*b` }] };
  expect(await matches(pattern, { ...EVENT, source: 'a'.repeat(20_000) })).toBe(false);
});
