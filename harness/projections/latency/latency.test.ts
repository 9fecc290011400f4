import { expect, test } from 'vitest';
import { readLatencies } from '#fixtures';
import { observed, percentilesOf, through } from './distribution.ts';
import { projectLatency, type JourneyName, type LatencyInputs } from './journeys.ts';
import { observationOf } from './observation.ts';
import { latencySources } from './sources.ts';
import { createRandom } from '../random.ts';

const sources = latencySources(readLatencies());
const INPUTS: LatencyInputs = {
  region: 'us-east-1',
  viewer: 'eu-central-1',
  imageBytes: 2_500_000,
  megapixels: 12,
  memoryMb: 1_769,
  coldShare: 0.01,
  api: 'REST',
  hitRatio: 0.94,
  shield: undefined,
  observed: new Map(),
};
const project = (journey: JourneyName, inputs: Partial<LatencyInputs> = {}) =>
  projectLatency(journey, { ...INPUTS, ...inputs }, sources);

test('the same seed draws the same journey', () => {
  expect(project('upload').p99).toBe(project('upload').p99);
  expect(projectLatency('upload', INPUTS, sources, 2).p99).not.toBe(project('upload').p99);
});

test.each([
  ['us-east-2', 89],
  ['eu-central-1', 423],
  ['ap-southeast-2', 847],
])('a first request from %s straight to S3 comes within 7 %% of the document’s %d ms', (viewer, document) => {
  const { p50 } = project('view-direct', { viewer });
  expect(Math.abs(p50 / document - 1)).toBeLessThan(0.07);
});

test('a drawn lognormal has the median and the p99 it was given', () => {
  const random = createRandom(3);
  const draw = through(27, 114);
  const { p50, p99 } = percentilesOf(Array.from({ length: 20_000 }, () => draw(random)));
  expect(p50 / 27).toBeCloseTo(1, 1);
  expect(p99 / 114).toBeCloseTo(1, 1);
});

test('a hit is faster than a miss, a miss faster than a first request straight to S3', () => {
  const [hit, miss, direct] = (['view-hit', 'view-miss', 'view-direct'] as const).map(
    (name) => project(name).p50,
  );
  expect(hit).toBeLessThan(miss!);
  expect(miss).toBeLessThan(direct!);
});

test('the median of all views is that of a hit, the p99 that of a miss', () => {
  const { p50, p99 } = project('view');
  expect(p50).toBeLessThan(project('view-miss').p50);
  expect(p99).toBeGreaterThan(project('view-hit').p99);
});

test('a better hit ratio lowers the mean', () => {
  expect(project('view', { hitRatio: 0.99 }).mean).toBeLessThan(project('view', { hitRatio: 0.8 }).mean);
});

test('a shield adds its leg to a miss', () => {
  const { steps } = project('view-miss', { shield: 'us-west-2' });
  expect(steps.map(({ name }) => name)).toContain('shield to origin: 1 round trip us-east-1 – us-west-2');
});

test('every step says what it stands on', () => {
  for (const journey of ['upload', 'thumbnail', 'view-miss', 'api'] as const) {
    for (const { source } of project(journey).steps) expect(source).not.toBe('');
  }
});

test('work observed here takes the place of the assumption', () => {
  const { steps } = project('thumbnail', { observed: new Map([['thumbnail', observed([80, 90, 100])]]) });
  const step = steps.find(({ evidence }) => evidence === 'here');
  expect(step?.percentiles.p50).toBe(90);
});

test('a pair of regions that nobody measured is refused', () => {
  expect(() => project('api', { region: 'sa-east-1', viewer: 'af-south-1' })).toThrow(
    expect.objectContaining({ code: 'ERR_REGION' }),
  );
});

test('a cloud’s journal tells how long thumbnails took and how many views were hits', () => {
  const entry = (type: string, facts: object) => ({ seq: 1, at: 0, cause: 0, type, ...facts });
  const { steps, hitRatio } = observationOf([
    entry('lambda.invocation', { function: 'generate-thumbnail', duration: 70 }),
    entry('lambda.invocation', { function: 'generate-thumbnail', duration: 9_000, error: 'Timeout' }),
    entry('lambda.invocation', { function: 'other', duration: 5 }),
    entry('cdn.request', { result: 'Miss' }),
    entry('cdn.request', { result: 'Hit' }),
    entry('cdn.request', { result: 'RefreshHit' }),
    entry('cdn.request', { result: 'Error' }),
  ]);
  expect(steps.get('thumbnail')?.(createRandom(1))).toBe(70);
  expect(hitRatio).toBe(0.5);
  expect(observationOf([])).toEqual({ steps: new Map(), hitRatio: undefined });
});
