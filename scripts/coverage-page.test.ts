import { expect, test } from 'vitest';
import { coveragePage } from './coverage-page.ts';

const PAGE = coveragePage([
  { service: 'sqs', operation: 'SendMessage', state: 'implemented' },
  { service: 's3', operation: 'PutBucketLogging', state: 'stored', note: 'no a|b' },
  { service: 's3', operation: 'SelectObjectContent', state: 'refused' },
  { service: 's3', operation: 'GetObject', state: 'implemented' },
  { service: 's3', operation: 'CreateSession', state: 'refused' },
]);

test('each service is counted, in order of name', () => {
  expect(PAGE).toContain(['| [s3](#s3) | 4 | 1 | 1 | 2 |', '| [sqs](#sqs) | 1 | 1 | 0 | 0 |'].join('\n'));
});

test('what is refused is listed by name', () => {
  expect(PAGE).toContain('Refused: CreateSession, SelectObjectContent.');
});

test('a note cannot break its table', () => {
  expect(PAGE).toContain('| PutBucketLogging | stored | no a\\|b |');
});
