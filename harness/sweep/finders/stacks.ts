import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import { allPages, marked, tagsOf, type Finder } from '../leftover.ts';
import { removeObjects } from '../remove-objects.ts';

/** Stacks, which take what they made with them, their buckets only when those are empty. */
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
        const s3 = await clients.s3();
        for (const bucket of await bucketsOf(cloudformation, StackName))
          await removeObjects(s3, bucket, ['']);
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

async function bucketsOf(cloudformation: CloudFormation, StackName: string): Promise<readonly string[]> {
  const { StackResources = [] } = await cloudformation.describeStackResources({ StackName });
  return StackResources.filter(({ ResourceType }) => ResourceType === 'AWS::S3::Bucket').flatMap(
    ({ PhysicalResourceId }) => PhysicalResourceId ?? [],
  );
}
