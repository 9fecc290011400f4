import { allPages, marked, tagsOf, type Finder } from '../leftover.ts';

export const findAlarms: Finder = async (clients) => {
  const cloudwatch = await clients.cloudwatch();
  const alarms = await allPages(
    (NextToken) => cloudwatch.describeAlarms({ NextToken }),
    (page) => page.MetricAlarms,
    (page) => page.NextToken,
  );
  return marked(
    alarms,
    ({ AlarmName }) => AlarmName,
    ({ AlarmArn }, AlarmName) => ({
      kind: 'alarm',
      tags: async () => tagsOf((await cloudwatch.listTagsForResource({ ResourceARN: AlarmArn })).Tags),
      remove: () => cloudwatch.deleteAlarms({ AlarmNames: [AlarmName] }),
    }),
  );
};
