import { readLatencies } from '#fixtures';
import { projectLatency, type JourneyLatency } from '../../projections/latency/journeys.ts';
import { latencySources } from '../../projections/latency/sources.ts';
import { bar, line, span, type Line } from '../line.ts';
import type { Model } from '../model.ts';
import type { Panel } from './panel.ts';

const VIEWERS = ['us-east-2', 'eu-central-1', 'ap-southeast-2'] as const;
/** Taken while no view has gone through the CDN. */
const DOCUMENT_HIT_RATIO = 0.94;

/** The CDN's hits where viewers are, and how long views would take on AWS with the hit ratio seen here. */
export const delivery: Panel = {
  title: 'CDN, and views on AWS',
  lines(model, { ascii }): readonly Line[] {
    const { hits, requests } = totals(model);
    const ratio = requests === 0 ? undefined : hits / requests;
    const places = [...model.cdn.places].toSorted(([, a], [, b]) => b.requests - a.requests);
    return [
      ratio === undefined
        ? line(span('no view yet; 94% hits assumed', 'dim'))
        : line('hits ', span(bar(ratio, 12, ascii), 'good'), ` ${(ratio * 100).toFixed(0)}% of ${requests}`),
      ...(requests === 0 ? [] : [line(span(tiers(hits, model.cdn.shieldHits, requests), 'dim'))]),
      line(
        span(
          `${'viewer near'.padEnd(14)}${['p50', 'p95', 'p99'].map((each) => each.padStart(7)).join('')}`,
          'dim',
        ),
      ),
      ...latenciesAt(ratio ?? DOCUMENT_HIT_RATIO, model.status?.region).map(({ viewer, p50, p95, p99 }) =>
        line(`${viewer.padEnd(14)}${ms(p50)}${ms(p95)}${ms(p99)}`),
      ),
      ...places.map(([place, counts]) =>
        line(
          span(
            `${place.padEnd(15)} ${Math.round((counts.hits / counts.requests) * 100)}% hits of ${counts.requests}`,
            'dim',
          ),
        ),
      ),
    ];
  },
};

/** Where answers came from. */
const tiers = (hits: number, shieldHits: number, requests: number): string =>
  `edge and regional ${hits}, shield ${shieldHits}, origin ${requests - hits - shieldHits}`;

const ms = (value: number): string => `${Math.round(value)}ms`.padStart(7);

function totals({ cdn }: Model): { readonly hits: number; readonly requests: number } {
  let hits = 0;
  let requests = 0;
  for (const counts of cdn.places.values()) {
    hits += counts.hits;
    requests += counts.requests;
  }
  return { hits, requests };
}

const sources = latencySources(readLatencies());
/** By whole percents of hits: drawing a journey thousands of times is too much for every frame. */
const drawn = new Map<string, readonly JourneyLatency[]>();

function latenciesAt(hitRatio: number, region = 'us-east-1'): readonly JourneyLatency[] {
  const known = sources.regions.includes(region) ? region : 'us-east-1';
  const percent = Math.round(hitRatio * 100);
  const key = `${known} ${percent}`;
  const latencies =
    drawn.get(key) ??
    VIEWERS.map((viewer) =>
      projectLatency(
        'view',
        {
          region: known,
          viewer,
          imageBytes: 0,
          megapixels: 0,
          memoryMb: 128,
          coldShare: 0,
          api: 'REST',
          hitRatio: percent / 100,
          shield: undefined,
          observed: new Map(),
        },
        sources,
      ),
    );
  drawn.set(key, latencies);
  return latencies;
}
