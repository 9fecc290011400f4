/**
 * The header `Server-Timing` that a response headers policy asks for: from which cache an answer came, or which of them
 * asked the origin, and how long both took (CloudFront Developer Guide, "Server-Timing header"). Durations are whole
 * milliseconds, those of the network's distances included when these count.
 *
 * Gaps: no origin's name is looked up and no connection's making is timed: `cdn-upstream-dns` and `cdn-upstream-connect`
 * say 0, which stands for a kept connection.
 */
import type { ResponseHeadersPolicyServerTimingHeadersConfig } from '@aws-sdk/client-cloudfront';
import type { Duration } from '../../kernel/instant.ts';
import type { Journey, Layer } from './journey.ts';
import type { ResultType } from './outcome.ts';

export interface Timed {
  readonly type: ResultType;
  readonly journey: Journey;
  readonly pop: string;
  readonly requestId: string;
  /** From the viewer's request to the first byte of the answer. */
  readonly firstByte: Duration;
}

/**
 * Whether this answer is to carry the header. A viewer who sends `Pragma: server-timing` gets it whatever the rate.
 *
 * @param draw from 0 to 1
 */
export const isTimed = (
  { Enabled: enabled, SamplingRate: rate = 0 }: ResponseHeadersPolicyServerTimingHeadersConfig,
  pragma: string | undefined,
  draw: () => number,
): boolean =>
  enabled === true && (pragma === 'server-timing' || rate === 100 || (rate > 0 && draw() * 100 < rate));

/** @param own what the origin said itself; a copy's is of another request and stays out */
export function serverTiming(
  { type, journey, pop, requestId, firstByte }: Timed,
  own: string | undefined,
): string {
  const { layer, origin } = journey;
  const refreshed = type === 'RefreshHit';
  const fetched = origin !== undefined && !refreshed;
  const held = layer !== undefined && origin === undefined;
  const metrics = [
    ...(fetched ? upstream(layer, origin) : []),
    ...(fetched ? ['cdn-cache-miss'] : []),
    ...(refreshed ? ['cdn-cache-refresh'] : []),
    ...(held ? ['cdn-cache-hit'] : []),
    `cdn-pop;desc="${pop}"`,
    `cdn-rid;desc="${requestId}"`,
    ...(held ? [`cdn-hit-layer;desc="${layer}"`] : []),
    `cdn-downstream-fbl;dur=${Math.round(firstByte)}`,
    ...(fetched && own !== undefined ? [own] : []),
  ];
  return metrics.join(',');
}

const upstream = (layer: Layer | undefined, took: Duration): readonly string[] => [
  `cdn-upstream-layer;desc="${layer}"`,
  'cdn-upstream-dns;dur=0',
  'cdn-upstream-connect;dur=0',
  `cdn-upstream-fbl;dur=${Math.round(took)}`,
];
