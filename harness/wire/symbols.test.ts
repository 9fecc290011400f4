import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { pipelinePlaces, Symbols } from './symbols.ts';

const SURROUNDINGS = { accountId: '123456789012', region: 'us-east-1', host: '127.0.0.1:4566' };
const MARK = 'slmhz3k2q4a7f0';

test('a name of the run is one symbol in a path, behind an escape, and in a body', () => {
  const symbols = new Symbols(SURROUNDINGS);
  expect(symbols.of(`/inbox/in/user-${MARK}a/photo-${MARK}b.jpg`)).toBe(
    '/inbox/in/{name user}/{name photo}.jpg',
  );
  expect(symbols.of(`/inbox/?prefix=in%2Fuser-${MARK}a%2Fphoto-${MARK}b.jpg`)).toBe(
    '/inbox/?prefix=in%2F{name user}%2F{name photo}.jpg',
  );
  expect(symbols.of(`<Key>in/user-${MARK}a/photo-${MARK}b.jpg</Key>`)).toBe(
    '<Key>in/{name user}/{name photo}.jpg</Key>',
  );
});

test('of a name that ends in no letter its mark is taken out, in every way of writing it', () => {
  const symbols = new Symbols(SURROUNDINGS);
  expect([symbols.of(`/in/100%25-${MARK}a.jpg`), symbols.of(`<Key>100%-${MARK}a.jpg</Key>`)]).toEqual([
    '/in/100%25-{name mark}.jpg',
    '<Key>100%-{name mark}.jpg</Key>',
  ]);
});

test('an id that a header gave is the same one in a body, however often it comes', () => {
  const symbols = new Symbols(SURROUNDINGS);
  expect(symbols.given('VersionId', 'null-and-void')).toBe('{VersionId}');
  const told = '<VersionId>{VersionId}</VersionId><VersionId>{VersionId #2}</VersionId>';
  for (let time = 0; time < 2; time++) {
    expect(symbols.of('<VersionId>null-and-void</VersionId><VersionId>another</VersionId>')).toBe(told);
  }
});

test('an event within a message tells neither ids nor who asked from where', () => {
  const symbols = new Symbols(SURROUNDINGS);
  const event = {
    principalId: 'AWS:AIDAJDPLRKLG7UEXAMPLE',
    sourceIPAddress: '198.51.100.7',
    'x-amz-request-id': 'C3D13FE58DE4C810',
    sequencer: '0055AED6DCD90281E5',
  };
  const told = JSON.stringify({ Body: JSON.stringify({ Message: JSON.stringify(event) }) });
  expect(symbols.of(told)).toBe(
    JSON.stringify({
      Body: JSON.stringify({
        Message: JSON.stringify({
          principalId: '{principal}',
          sourceIPAddress: '{address}',
          'x-amz-request-id': '{id}',
          sequencer: '{sequencer}',
        }),
      }),
    }),
  );
});

test('the digest of a key that holds a name stands for that key', () => {
  const symbols = new Symbols(SURROUNDINGS);
  const key = `in/photo-${MARK}a.jpg`;
  symbols.digested(key);
  expect(symbols.of(createHash('sha256').update(key).digest('hex'))).toBe('{SHA-256 of in/name photo.jpg}');
});

test('what parts of a pipeline are called is told by their place, and called otherwise elsewhere', () => {
  const bucket = `shrinker-${MARK}-inbox-1x2y3z`;
  const here = new Symbols(SURROUNDINGS, { 'uploads.bucket': bucket });
  const told = here.of(`PUT /${bucket}/cat.jpg, arn:aws:s3:::${bucket}`);
  expect(told).toBe('PUT /{pipeline uploads.bucket}/cat.jpg, arn:aws:s3:::{pipeline uploads.bucket}');
  expect(pipelinePlaces(told)).toEqual(['uploads.bucket']);
  const there = new Symbols(SURROUNDINGS, { 'uploads.bucket': `inbox-${MARK}` });
  expect(there.restore(told, (stem) => stem)).toBe(`PUT /inbox-${MARK}/cat.jpg, arn:aws:s3:::inbox-${MARK}`);
});
