/**
 * Journeys as sums of steps: what a person waits for, from where they are, with the pipeline where it is.
 *
 * Round trips: a first request over TLS 1.3 takes three (TCP, TLS, HTTP) before its first byte and one more for the slow
 * start of an answer; a request on a warm connection takes one (fact sheet load-and-cost, section 4).
 *
 * Gaps: the viewer's last mile, its bandwidth, packet loss and DNS are not in it; steps are taken as independent.
 */
import { either, percentilesOf, type Distribution, type Percentiles } from './distribution.ts';
import type { LatencySources, Step } from './sources.ts';
import { createRandom } from '../random.ts';

export type JourneyName = 'upload' | 'thumbnail' | 'view' | 'view-hit' | 'view-miss' | 'view-direct' | 'api';

export interface LatencyInputs {
  /** Where the pipeline is. */
  readonly region: string;
  /** The AWS region that the person is near to. */
  readonly viewer: string;
  readonly imageBytes: number;
  readonly megapixels: number;
  readonly memoryMb: number;
  readonly coldShare: number;
  readonly api: 'REST' | 'HTTP';
  readonly hitRatio: number;
  /** Where Origin Shield is; `undefined` without it. */
  readonly shield: string | undefined;
  /** Steps observed on this machine, by name of the step they stand in for. */
  readonly observed: ReadonlyMap<string, Distribution>;
}

export interface JourneyLatency extends Percentiles {
  readonly journey: JourneyName;
  readonly viewer: string;
  readonly steps: readonly (Step & { readonly percentiles: Percentiles })[];
}

const FIRST_REQUEST = 3;
const SLOW_START = 1;
const WARM_REQUEST = 1;
const DRAWS = 4_000;

/** Steps that a journey is made of. `view` is not: it is a hit or a miss. */
function stepsOf(
  journey: Exclude<JourneyName, 'view'>,
  inputs: LatencyInputs,
  sources: LatencySources,
): readonly Step[] {
  const { region, viewer, memoryMb, shield } = inputs;
  const edge = [sources.edgeRoundTrips(viewer, FIRST_REQUEST), sources.edgeService()];
  const call = (name: string): readonly Step[] => [
    sources.roundTrips(name, region, viewer, FIRST_REQUEST),
    sources.api(inputs.api),
    sources.warmFunction(memoryMb),
    sources.table(),
  ];
  switch (journey) {
    case 'api':
      return call('API call');
    case 'upload':
      return [
        ...call('ask for a URL'),
        sources.roundTrips('upload', region, viewer, FIRST_REQUEST + SLOW_START),
        sources.s3Put(inputs.imageBytes),
      ];
    case 'thumbnail':
      return [
        sources.s3Event(),
        sources.coldStart(inputs.coldShare),
        sources.s3Get(),
        instead(inputs, sources.thumbnail(inputs.megapixels, memoryMb)),
        sources.s3Put(10_000),
      ];
    case 'view-hit':
      return edge;
    case 'view-miss':
      return [
        ...edge,
        ...(shield === undefined
          ? [sources.roundTrips('edge to origin', region, viewer, WARM_REQUEST)]
          : [
              sources.roundTrips('edge to shield', shield, viewer, WARM_REQUEST),
              sources.roundTrips('shield to origin', region, shield, WARM_REQUEST),
            ]),
        sources.s3Get(),
      ];
    case 'view-direct':
      return [
        sources.roundTrips('straight to S3', region, viewer, FIRST_REQUEST + SLOW_START),
        sources.s3Get(),
      ];
  }
}

function instead({ observed }: LatencyInputs, step: Step): Step {
  const distribution = observed.get('thumbnail');
  if (distribution === undefined) return step;
  return {
    ...step,
    evidence: 'here',
    source: 'observed on this machine, not scaled to Lambda',
    distribution,
  };
}

/** Draws the journey many times; the same seed gives the same figures. */
export function projectLatency(
  journey: JourneyName,
  inputs: LatencyInputs,
  sources: LatencySources,
  seed = 1,
): JourneyLatency {
  const random = createRandom(seed);
  const draw = (distribution: Distribution): readonly number[] =>
    Array.from({ length: DRAWS }, () => distribution(random));
  if (journey === 'view') {
    const [hit, miss] = (['view-hit', 'view-miss'] as const).map((name) =>
      total(stepsOf(name, inputs, sources)),
    );
    const values = draw(either(inputs.hitRatio, hit ?? (() => 0), miss ?? (() => 0)));
    return { journey, viewer: inputs.viewer, steps: [], ...percentilesOf(values) };
  }
  const steps = stepsOf(journey, inputs, sources).map((step) => ({
    ...step,
    values: draw(step.distribution),
  }));
  const sums = Array.from({ length: DRAWS }, (_, index) =>
    steps.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
  );
  return {
    journey,
    viewer: inputs.viewer,
    steps: steps.map(({ values, ...step }) => ({ ...step, percentiles: percentilesOf(values) })),
    ...percentilesOf(sums),
  };
}

const total =
  (steps: readonly Step[]): Distribution =>
  (random) =>
    steps.reduce((sum, { distribution }) => sum + distribution(random), 0);
