import { allPages, marked, type Finder } from '../leftover.ts';

export const findStateMachines: Finder = async (clients) => {
  const sfn = await clients.sfn();
  const machines = await allPages(
    (nextToken) => sfn.listStateMachines({ nextToken }),
    (page) => page.stateMachines,
    (page) => page.nextToken,
  );
  return marked(
    machines,
    ({ name }) => name,
    ({ stateMachineArn }) => ({
      kind: 'state machine',
      async tags() {
        const { tags = [] } = await sfn.listTagsForResource({ resourceArn: stateMachineArn });
        return Object.fromEntries(tags.map(({ key = '', value }) => [key, value]));
      },
      remove: () => sfn.deleteStateMachine({ stateMachineArn }),
    }),
  );
};
