import { expect, test } from 'vitest';
import { annotationsOf } from './github.ts';
import { htmlOf } from './html.ts';
import { junitOf } from './junit.ts';
import { matrixOf } from './matrix.ts';
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

test('the page shows text as text', () => {
  expect(htmlOf([report('<one>', verdict({}))])).not.toContain('<one>');
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
