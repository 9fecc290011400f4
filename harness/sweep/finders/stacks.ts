import { allPages, marked, tagsOf, type Finder } from '../leftover.ts';

/** Stacks, which take what they made with them. */
export const findStacks: Finder = async (clients) => {
  const cloudformation = await clients.cloudformation();
  const stacks = await allPages(
    (NextToken) => cloudformation.describeStacks({ NextToken }),
    (page) => page.Stacks,
    (page) => page.NextToken,
  );
  return marked(
    stacks,
    ({ StackName }) => StackName,
    ({ Tags }, StackName) => ({
      kind: 'stack',
      tags: async () => tagsOf(Tags),
      async remove() {
        await cloudformation.deleteStack({ StackName });
        const { waitUntilStackDeleteComplete } = await import('@aws-sdk/client-cloudformation');
        await waitUntilStackDeleteComplete(
          { client: cloudformation, maxWaitTime: 1_200, minDelay: 1 },
          { StackName },
        );
      },
    }),
  );
};
