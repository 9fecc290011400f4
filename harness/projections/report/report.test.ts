import { expect, test } from 'vitest';
import { readPrices } from '#fixtures';
import { holdToBudget } from '../budget.ts';
import { compareWithFleet, DOCUMENT_FLEET } from '../fleet.ts';
import { amount } from '../money.ts';
import { createPriceBook } from '../price-book.ts';
import { project } from '../projection.ts';
import { bands, sensitivity } from '../uncertainty.ts';
import { INITIAL_WORKLOAD, setInputs } from '../workload.ts';
import { renderHtml } from './html.ts';
import { renderMarkdown } from './markdown.ts';
import { table, text } from './page.ts';
import { renderPlain } from './plain.ts';
import { projectionPage } from './projection-page.ts';

const book = createPriceBook(readPrices());
const workload = setInputs(INITIAL_WORKLOAD, ['months=2', 'lifecycle.ia=60d', 'cdn.shield=on']);
const projection = project(workload, book);
const page = projectionPage({
  projection,
  before: project(INITIAL_WORKLOAD, book),
  bands: bands(workload, book),
  influences: sensitivity(workload, book),
  comparison: compareWithFleet(projection, book, DOCUMENT_FLEET),
  book,
});
const HOSTILE = '<script>alert(1)</script> & "a|b" `c`';

test('the HTML report needs nothing but itself', () => {
  const html = renderHtml(page);
  expect(html).toContain("default-src 'none'; style-src 'sha256-");
  expect(html).not.toMatch(/<script|src=|href=|url\(|@import/);
  expect(html.match(/<svg /g)?.length).toBe(3);
});

test('text from outside stays text in every form', () => {
  const hostile = { title: HOSTILE, blocks: [text(HOSTILE), table(HOSTILE, ['a'], [[HOSTILE]])] };
  expect(renderHtml(hostile)).not.toContain('<script>');
  expect(renderMarkdown(hostile)).not.toContain('<script>');
  expect(renderMarkdown(hostile)).toContain(String.raw`a\|b`);
});

test('the report names what has no price, what was set, and its sources’ date', () => {
  const markdown = renderMarkdown(page);
  expect(markdown).toContain('originShield.requests');
  expect(markdown).toContain('| lifecycle.ia | 60 d | set |');
  expect(markdown).toContain('2026-11-20');
});

test('plain columns line up', () => {
  const lines = renderPlain({
    title: 't',
    blocks: [
      table(
        'x',
        ['a', 'b'],
        [
          ['1', '2'],
          ['long', '33'],
        ],
      ),
    ],
  }).split('\n');
  expect(lines.slice(3, 6)).toEqual(['  a      b', '  1      2', '  long  33']);
});

test('a budget is held by every month or named by the dearest', () => {
  const months = [10, 51, 60].map((usd, index) => ({ name: `2027-0${index + 1}`, usd: amount(usd) }));
  expect(() => holdToBudget(months, [], 60)).not.toThrow();
  expect(() => holdToBudget(months, [], 50)).toThrow(
    '2 of 3 months cost more than $50.00; 2027-03 costs $60.00.',
  );
  expect(() => holdToBudget(months, projection.unpriced, 60)).toThrow(
    expect.objectContaining({ code: 'ERR_BUDGET_UNKNOWN', exitCode: 1 }),
  );
});
