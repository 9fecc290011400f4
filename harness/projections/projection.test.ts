import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPrices } from '#fixtures';
import { billOf, byService } from './bill.ts';
import { compareWithFleet, DOCUMENT_FLEET } from './fleet.ts';
import { amount, apportion, formatUsd, sum, toCents } from './money.ts';
import { createPriceBook } from './price-book.ts';
import { project } from './projection.ts';
import { tieredCost } from './tiers.ts';
import { paybackMonths } from './transition-payback.ts';
import { bands, sensitivity } from './uncertainty.ts';
import { INITIAL_WORKLOAD, setInputs } from './workload.ts';

const book = createPriceBook(readPrices());
const workload = (...assignments: string[]) => setInputs(INITIAL_WORKLOAD, assignments);
const quantities = fc.integer({ min: 0, max: 1e12 }).map((thousandths) => thousandths / 1_000);
const prices = fc.constantFrom(...readPrices().prices);

test('more of anything is never cheaper, and tiers meet without a step', () => {
  fc.assert(
    fc.property(prices, quantities, quantities, ({ tiers }, a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      expect(tieredCost(tiers, amount(less)).lte(tieredCost(tiers, amount(more)))).toBe(true);
      const dearest = Math.max(...tiers.map(({ usd }) => usd));
      for (const { upTo } of tiers) {
        if (upTo === null) continue;
        const step = tieredCost(tiers, amount(upTo).plus('1e-9')).minus(tieredCost(tiers, amount(upTo)));
        expect(step.lte(amount(dearest).times('1e-9'))).toBe(true);
      }
    }),
  );
});

test('a price of one tier is linear', () => {
  const flat = readPrices().prices.filter(({ tiers }) => tiers.length === 1);
  fc.assert(
    fc.property(fc.constantFrom(...flat), quantities, quantities, ({ tiers }, a, b) => {
      const apart = tieredCost(tiers, amount(a)).plus(tieredCost(tiers, amount(b)));
      expect(tieredCost(tiers, amount(a).plus(b)).eq(apart)).toBe(true);
    }),
  );
});

test('the terabytes of each tier are charged at its own price', () => {
  const { tiers } = book.price('S3', 'storage.STANDARD', 'us-east-1')!;
  expect(tieredCost(tiers, amount(51_200)).toString()).toBe('1177.6');
  expect(tieredCost(tiers, amount(51_300)).toString()).toBe('1179.8');
});

test('the services of a bill add up to its total, and so do the cents that are shown', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200_000 }), fc.boolean(), (uploads, freeTier) => {
      const projection = project({ ...workload('months=2'), 'uploads.perDay': uploads, freeTier }, book);
      expect(sum(projection.services.map(({ usd }) => usd)).eq(projection.total)).toBe(true);
      const shown = apportion(projection.services.map(({ usd }) => usd));
      expect(sum(shown).eq(toCents(projection.total))).toBe(true);
    }),
    { numRuns: 25 },
  );
});

test('more uploads, larger images and more views never cost less', () => {
  const larger = fc.constantFrom('uploads.perDay', 'image.size', 'views.fresh', 'views.old', 'months');
  fc.assert(
    fc.property(larger, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), (name, a, b) => {
      const base = workload('months=3');
      const costs = [Math.min(a, b), Math.max(a, b)].map(
        (factor) => project({ ...base, [name]: base[name as 'months'] * factor }, book).total,
      );
      expect(costs[0]!.lte(costs[1]!)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('a flat-rate plan charges its fee whatever is viewed, until its allowance ends', () => {
  const plan = (...more: string[]) => project(workload('months=1', 'cdn.plan=Pro', ...more), book);
  const edge = (projection: ReturnType<typeof plan>) =>
    projection.services.find(({ service }) => service === 'CloudFront')?.usd.toString();
  expect(edge(plan())).toBe('15');
  expect(edge(plan('views.fresh=40'))).toBe('15');
  const beyond = plan('views.fresh=400');
  expect(edge(beyond)).toBeUndefined();
  expect(beyond.unpriced).toMatchObject([{ sku: 'plan.Pro.exceeded' }]);
});

test('Premium climbs to the level that covers the month', () => {
  const { services } = project(workload('months=1', 'cdn.plan=Premium', 'views.fresh=9000'), book);
  expect(services.find(({ service }) => service === 'CloudFront')?.usd.toString()).toBe('1450');
});

test('an unknown price is named and never counted as nothing', () => {
  const { unpriced } = project(workload('months=1', 'cdn.shield=on', 'region=ap-southeast-2'), book);
  const named = unpriced.map(({ reason }) => reason);
  expect(named).toContain(
    'no source for the price of CloudFront originShield.requests in ap-southeast-2; known for sa-east-1',
  );
  expect(named).toContain(
    'no source for the price of SQS standard.requests in ap-southeast-2; known for us-east-1, eu-central-1',
  );
});

test('free allowances are taken off once over all dimensions that share them', () => {
  const usage = ['US_MX_CA', 'EU_IL'].map((region) => ({
    service: 'CloudFront',
    sku: 'dto.internet',
    region,
    quantity: amount(1_000),
  }));
  const bill = billOf(usage, book, { freeTier: true });
  expect(bill.lines.map(({ free }) => free.toNumber())).toEqual([1_000, 24]);
  expect(formatUsd(bill.total)).toBe('$82.96');
  expect(byService(billOf(usage, book, { freeTier: false }).lines)[0]?.usd.toNumber()).toBe(170);
});

test('an image spends half its first day and its first 30 days in STANDARD, then moves', () => {
  const { months } = project(workload('months=2', 'images.initial=1000', 'uploads.perDay=0'), book);
  const gigabyteMonths = (month: number, sku: string) =>
    months[month]?.bill.lines.find((line) => line.sku === sku)?.quantity.toNumber();
  const original = 1_000 * 2_500_000;
  const thumbnail = 1_000 * 10_000;
  expect(gigabyteMonths(0, 'storage.STANDARD')).toBeCloseTo(
    ((original + thumbnail) * 30.5) / 31 / 2 ** 30,
    9,
  );
  expect(gigabyteMonths(0, 'storage.STANDARD_IA')).toBeUndefined();
  expect(gigabyteMonths(1, 'storage.STANDARD_IA')).toBeCloseTo(original / 2 ** 30, 9);
  expect(gigabyteMonths(1, 'lifecycle.transition.STANDARD_IA')).toBe(1);
});

test('what leaves a class before its minimum duration is charged to its end', () => {
  const kept = project(workload('months=3', 'lifecycle.expire=45d', 'lifecycle.glacierIr=never'), book);
  // 45 days of life, 15 of them in STANDARD_IA, leave 15 of its 30 to be charged.
  const monthly = (5_000 * 30 * 2_500_000 * 15) / 2 ** 30 / 31;
  expect(kept.months[2]?.earlyDeletion).toBeCloseTo((monthly * 31) / 30, 6);
});

test('small images stay in STANDARD', () => {
  const { months } = project(workload('image.size=100KiB'), book);
  expect([...(months.at(-1)?.stored.keys() ?? [])]).toEqual(['STANDARD']);
});

test('the spread of sizes keeps the mean', () => {
  const stored = (...more: string[]) =>
    [...(project(workload('months=1', ...more), book).months[0]?.stored.values() ?? [])].reduce(
      (a, b) => a + b,
    );
  expect(stored('image.spread=0.8') / stored()).toBeCloseTo(1, 5);
});

test('the tornado is widest first', () => {
  const influences = sensitivity(workload('months=3'), book);
  const widths = influences.map(({ lower, higher }) => higher.minus(lower).abs().toNumber());
  expect(widths).toEqual(widths.toSorted((a, b) => b - a));
  expect(influences.map(({ input }) => input)).toContain('views.fresh');
});

test('bands repeat with their seed and hold the projection in their middle', () => {
  const small = workload('months=2');
  const band = bands(small, book, 7);
  expect(bands(small, book, 7)).toEqual(band);
  expect(bands(small, book, 8)).not.toEqual(band);
  const { total } = project(small, book);
  expect(band.total.p10.lt(total) && band.total.p90.gt(total)).toBe(true);
});

test('a large image repays its move to STANDARD_IA within weeks, a small one within most of a year', () => {
  const months = (bytes: number) => paybackMonths('STANDARD', 'STANDARD_IA', bytes, 'us-east-1', book);
  expect(months(2_500_000)).toBeCloseTo(0.41, 2);
  expect(months(131_072)).toBeCloseTo(7.8, 1);
  expect(months(10_000)).toBe(Number.POSITIVE_INFINITY);
});

test('the fleet of servers costs more from the first month on', () => {
  const viewless = workload('views.fresh=0', 'views.settled=0', 'views.old=0');
  const { breakEven, saved } = compareWithFleet(project(viewless, book), book, DOCUMENT_FLEET);
  expect(breakEven).toBe('2027-01');
  expect(saved.gt(0)).toBe(true);
});

test.each([
  ['image.size=2.5', 'ERR_INPUT'],
  ['cdn.hitRatio=0.94', 'ERR_INPUT'],
  ['cdn.hitRatio=104%', 'ERR_INPUT'],
  ['uploads.perDay=-5', 'ERR_INPUT'],
  ['uploads.perDay=1e300', 'ERR_INPUT'],
  ['region=mars-north-1', 'ERR_INPUT'],
  ['lifecycle.ia=7d', 'ERR_INPUT'],
  ['lifecycle.ia=120d', 'ERR_CONTRADICTION'],
  ['lifecycle.expire=60d', 'ERR_CONTRADICTION'],
  ['viewers.eu=70%', 'ERR_CONTRADICTION'],
  ['lifecycle.frozen=60d', 'ERR_INPUT_NAME'],
  ['months', 'ERR_INPUT_NAME'],
])('%s is refused with %s', (assignment, code) => {
  expect(() => workload(assignment)).toThrow(expect.objectContaining({ code }));
});
