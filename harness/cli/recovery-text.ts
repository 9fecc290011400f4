import type { Recovery } from '#aws';

/** What a start found in its data folder, as lines for the terminal; nothing where all is as it was left. */
export function recoveryText(recovery: Recovery | undefined): readonly string[] {
  if (recovery === undefined) return [];
  const { clean, orphans, missing, bereft, deliveries, duration } = recovery;
  const found = [
    ...(clean ? [] : ['its last run was killed']),
    ...(orphans > 0 ? [`${orphans} unfinished ${plural(orphans, 'body', 'bodies')} removed`] : []),
    ...(deliveries > 0 ? [`${deliveries} ${plural(deliveries, 'delivery', 'deliveries')} taken up`] : []),
    ...(missing > 0 ? [`the bytes of ${missing} ${plural(missing, 'body', 'bodies')} are gone`] : []),
  ];
  if (found.length === 0) return [];
  return [
    `data folder:     ${found.join('; ')} (${Math.round(duration)} ms)`,
    // Keys are their writers' text: quoted, they cannot steer a terminal.
    ...bereft.map((owner) => `                 gone: ${JSON.stringify(owner)}`),
  ];
}

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);
