import { marked, type Finder } from '../leftover.ts';

/** Trails: their names carry the mark, and CloudTrail lists what an account has of them in one answer. */
export const findTrails: Finder = async (clients) => {
  const cloudtrail = await clients.cloudtrail();
  const { trailList } = await cloudtrail.describeTrails({ includeShadowTrails: false });
  return marked(
    trailList,
    ({ Name }) => Name,
    (_, Name) => ({ kind: 'trail', remove: () => cloudtrail.deleteTrail({ Name }) }),
  );
};
