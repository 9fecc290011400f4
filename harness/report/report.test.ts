import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { closingWords } from './console.ts';
import { annotationsOf } from './github.ts';
import { htmlOf } from './html.ts';
import { junitOf } from './junit.ts';
import { matrixOf } from './matrix.ts';
import { storyOf } from './story.ts';
import { summaryOf, type Report, type Verdict } from './verdict.ts';

const verdict = (facts: Partial<Verdict>): Verdict => ({
  family: 'keys',
  sentence: 'a key with <a & b> is kept',
  source: 'https://docs.aws.amazon.com/',
  outcome: 'passed',
  milliseconds: 1500,
  ...facts,
});

const report = (target: string, ...verdicts: readonly Verdict[]): Report => ({
  target,
  judged: '1.0',
  at: '2026-11-20T12:00:00.000Z',
  verdicts,
});

test('what is not verifiable counts as skipped in JUnit, with its reason', () => {
  const xml = junitOf(report('endpoint', verdict({ outcome: 'not verifiable', reason: 'no clock' })));
  expect(xml).toContain('tests="1" failures="0" skipped="1" time="1.500"');
  expect(xml).toContain('name="a key with &lt;a &amp; b&gt; is kept"');
  expect(xml).toContain('<skipped message="not verifiable: no clock"/>');
});

test('a failure holds what XML cannot as a replacement character', () => {
  const xml = junitOf(report('endpoint', verdict({ outcome: 'failed', reason: 'got \u0001' })));
  expect(xml).toContain('<failure message="got \ufffd">got \ufffd</failure>');
});

test('the matrix keeps a behaviour in one row, and an empty cell where a run did not have it', () => {
  const other = verdict({ sentence: 'another' });
  const rows = matrixOf([report('one', verdict({})), report('two', verdict({ outcome: 'failed' }), other)]);
  expect(rows.map(({ cells }) => cells.map((cell) => cell?.outcome))).toEqual([
    ['passed', 'failed'],
    [undefined, 'passed'],
  ]);
});

test('the page shows text as text, whichever part of a report it is in', () => {
  const evil = '"><script>alert(1)</script>';
  const cell = { sentence: evil, source: `https://x/${evil}`, family: evil, reason: evil } as const;
  const wrong = {
    ...report(evil, verdict(cell), verdict({ outcome: evil as 'passed' })),
    judged: evil,
    at: evil,
  };
  const page = htmlOf([wrong]);
  expect(page).not.toContain('<script');
});

test('a page needs nothing else, and its policy lets nothing else in', () => {
  const page = htmlOf([report('one', verdict({ outcome: 'failed', reason: 'x' }))]);
  const [, policy, digest] = /http-equiv="Content-Security-Policy" content="(.+ 'sha256-(.+?)')"/.exec(page)!;
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'$/);
  const style = /<style>(.*?)<\/style>/s.exec(page)![1]!;
  expect(createHash('sha256').update(style).digest('base64')).toBe(digest);
  expect(page).not.toMatch(/ style=| src=|url\(|@import|<link/);
});

test('what a terminal is shown moves no cursor and turns no line around', () => {
  const key = 'a\u001b[2J\u001b]0;title\u0007\u009b31m\r\u202egpj.exe';
  const shown = closingWords(report('one', verdict({ outcome: 'deviates', sentence: key, reason: key })));
  expect(shown).not.toMatch(/[^\n\P{Cc}]|\p{Bidi_Control}/u);
  expect(shown).toContain('a·[2J·]0;title··31m··gpj.exe');
});

test('annotations are given for failures only, on one line each', () => {
  const failed = verdict({ sentence: 'a: b', outcome: 'failed', reason: '100%\nwrong' });
  expect(annotationsOf(report('one', verdict({}), failed))).toBe(
    '::error title=one%3A a%3A b::100%25%0Awrong\n',
  );
});

test('a summary leaves out what did not occur', () => {
  expect(summaryOf([verdict({}), verdict({ outcome: 'deviates' })])).toBe('1 passed, 1 deviates');
});

test('a failure is told with what was asked, answered and written down, without signatures', () => {
  const story = storyOf(
    [
      {
        at: 0,
        method: 'PUT',
        url: 'http://127.0.0.1:4566/b/k?X-Amz-Signature=secret&x-id=PutObject',
        request: {
          headers: { authorization: 'AWS4 secret', 'content-type': 'image/jpeg' },
          body: { text: 'pixels' },
        },
        response: {
          status: 403,
          headers: { 'x-amz-request-id': 'R1' },
          body: { text: '<Error><Code>AccessDenied</Code></Error>' },
        },
      },
    ],
    [{ seq: 7, cause: 3, at: 0, type: 'call', service: 's3', operation: 'PutObject' }],
  );
  const failed = report('one', verdict({ outcome: 'failed', reason: 'expected 200', story }));
  for (const told of [closingWords(failed), htmlOf([failed]), junitOf(failed)]) {
    expect(told).toContain('PUT http://127.0.0.1:4566/b/k?X-Amz-Signature=…');
    expect(told).toContain('AccessDenied');
    expect(told).toContain('service=s3 operation=PutObject');
    expect(told).not.toContain('secret');
  }
});

test('the page lets no script and nothing from elsewhere in, and charts every target', () => {
  const page = htmlOf([report('one', verdict({})), report('two', verdict({ outcome: 'failed' }))]);
  expect(page).toContain(`content="default-src 'none'; style-src 'sha256-`);
  expect(page).not.toMatch(/<script|style="|<img|<link/);
  expect(page.match(/<svg (?!class="bar")/g)).toHaveLength(4);
});
