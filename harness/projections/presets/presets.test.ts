import { expect, test } from 'vitest';
import { readPrices } from '#fixtures';
import { createPriceBook } from '../price-book.ts';
import { findPreset, PRESETS } from './presets.ts';

const book = createPriceBook(readPrices());
const figuresOf = (name: string) =>
  findPreset(name)
    .tables(book)
    .flatMap(({ figures }) => figures);

test.each(PRESETS)('$name recomputes every figure that its document derives', ({ name }) => {
  const derived = figuresOf(name).filter(({ recomputed }) => recomputed !== undefined);
  expect(derived.map(({ label, recomputed }) => `${label}: ${recomputed}`)).toEqual(
    derived.map(({ label, document }) => `${label}: ${document}`),
  );
});

test.each([
  ['ebs-vs-s3', '6-month storage cost', '$171.36/month'],
  ['ebs-vs-s3', 'After 6 months', '$49.27/month'],
  ['ebs-vs-s3', 'Days until full', '3.8 hours'],
  ['after-lifecycle', '1 TB Glacier IR', '$4.10'],
  ['after-lifecycle', 'CloudFront (5M requests)', '$8.96'],
  ['after-lifecycle', 'Lambda (500K invocations)', '$8.43'],
  ['after-lifecycle', 'Total', '$63.29'],
  ['after-lifecycle', 'Share', '90%'],
  ['cdn-before-after', 'Cache hit ratio', '85%'],
  ['cdn-before-after', 'CDN cost', '$435'],
  ['cdn-before-after', 'Europe, before', '399ms'],
  ['cdn-before-after', 'APAC, before', '826ms'],
  ['cdn-before-after', 'APAC, after', '33ms'],
  ['cdn-before-after', 'S3 requests', '$3.40'],
])('%s: list prices and physics give %s of %s', (preset, label, real) => {
  expect(figuresOf(preset).findLast((figure) => figure.label === label)?.real).toBe(real);
});

test('what differs from the document says why', () => {
  const unexplained = PRESETS.flatMap(({ name }) => figuresOf(name)).filter(
    ({ document, real, why }) => real !== undefined && real !== document && why === '',
  );
  expect(unexplained).toEqual([]);
});

test('an APAC mean of 38 ms would need hits that arrive before they are asked for', () => {
  expect(figuresOf('cdn-before-after').find(({ label }) => label === 'APAC, after')?.why).toContain('-14 ms');
});

test('an unknown preset names those there are', () => {
  expect(() => findPreset('ebs')).toThrow(expect.objectContaining({ code: 'ERR_PRESET' }));
});
