/** What journeys measure beyond k6's own metrics. Tags have few values: each combination is a series of its own. */
import { Counter, Rate, Trend } from 'k6/metrics';

/** Iterations that came to their end: an exception alone would only be logged by k6, and the run would pass. */
export const completed = new Rate('completed');

/** Milliseconds from the answered upload until its thumbnail can be fetched. */
export const timeToThumbnail = new Trend('time_to_thumbnail', true);

/** Milliseconds from the time that S3 gives an event until it is read from the queue. */
export const eventLag = new Trend('event_lag', true);

/** Answers of the CDN that came from a cache, by `region`. */
export const cdnHit = new Rate('cdn_hit');

const bytes = new Counter('bytes');

export type BytesClass = 'uploaded' | 'thumbnail' | 'original' | 'cdn hit' | 'cdn miss';

export const countBytes = (kind: BytesClass, size: number): void => bytes.add(size, { class: kind });

/**
 * Thresholds that always hold. A summary tells the values of a tag apart only where a threshold names them.
 *
 * @param metric `bytes`
 * @param statistic `count`, or `rate`
 */
export const toldApart = (
  metric: string,
  statistic: 'count' | 'rate',
  tag: string,
  values: readonly string[],
): Record<string, string[]> =>
  Object.fromEntries(values.map((value) => [`${metric}{${tag}:${value}}`, [`${statistic}>=0`]]));
