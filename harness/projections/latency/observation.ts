/** What a running cloud tells of this machine: how long thumbnails took, and how many views its CDN answered. */
import type { JournalEntry } from '#aws';
import { observed, type Distribution } from './distribution.ts';

export interface Observation {
  /** By name of the step that it stands in for. */
  readonly steps: ReadonlyMap<string, Distribution>;
  /** `undefined` while nothing has been viewed through the CDN. */
  readonly hitRatio: number | undefined;
}

export function observationOf(entries: readonly JournalEntry[]): Observation {
  const durations = entries.flatMap((entry) => {
    const isThumbnail = entry.type === 'lambda.invocation' && /thumb/i.test(String(entry['function']));
    return isThumbnail && entry['error'] === undefined && entry.duration !== undefined
      ? [entry.duration]
      : [];
  });
  const views = entries.filter(({ type }) => type === 'cdn.request');
  const hits = views.filter(({ result }) => result === 'Hit' || result === 'RefreshHit');
  return {
    steps: new Map(durations.length === 0 ? [] : [['thumbnail', observed(durations)]]),
    hitRatio: views.length === 0 ? undefined : hits.length / views.length,
  };
}
