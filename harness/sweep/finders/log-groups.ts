import { allPages, marked, type Finder } from '../leftover.ts';

/** Log groups. Those of functions are made by Lambda, without tags, and outlive the function. */
export const findLogGroups: Finder = async (clients) => {
  const logs = await clients.logs();
  const groups = await allPages(
    (nextToken) => logs.describeLogGroups({ nextToken }),
    (page) => page.logGroups,
    (page) => page.nextToken,
  );
  return marked(
    groups,
    ({ logGroupName }) => logGroupName,
    (_, logGroupName) => ({ kind: 'log group', remove: () => logs.deleteLogGroup({ logGroupName }) }),
  );
};
