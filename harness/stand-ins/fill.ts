/** What of a target this machine can stand in for, and in which words a report says so. */
export const FILLS = {
  processors: 'processors ran on this machine, fed by queues of the target',
  cdn: 'safelight’s CDN stood before the target’s buckets',
} as const;

export type Fill = keyof typeof FILLS;

export const isFill = (text: string): text is Fill => Object.hasOwn(FILLS, text);
