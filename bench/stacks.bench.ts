/** How long a small stack takes, from the call that creates it to its completion, on a clock that runs as clocks do. */
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { createCloud } from '#aws';
import type { Figure } from './measure.ts';

const BUCKET = {
  Type: 'AWS::S3::Bucket',
  Properties: {
    VersioningConfiguration: { Status: 'Enabled' },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
  },
};
const BUCKETS = { Images: BUCKET, Static: BUCKET, Logs: BUCKET };

async function threeBuckets(): Promise<number> {
  await using cloud = await createCloud();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const api = new CloudFormation({ endpoint: cloud.endpoint, region: cloud.region, credentials });
  const up = async (StackName: string): Promise<number> => {
    const start = performance.now();
    await api.createStack({ StackName, TemplateBody: JSON.stringify({ Resources: BUCKETS }) });
    for (let status = ''; status !== 'CREATE_COMPLETE';) {
      const { Stacks: [stack] = [] } = await api.describeStacks({ StackName });
      status = stack?.StackStatus ?? '';
      if (status.includes('ROLLBACK')) throw new Error(stack?.StackStatusReason);
    }
    return performance.now() - start;
  };
  // The first one loads what stacks are made with.
  await up('first');
  const times: number[] = [];
  for (let turn = 0; turn < 9; turn += 1) times.push(await up(`stack-${turn}`));
  return times.toSorted((a, b) => a - b)[4]!;
}

export const figures: readonly Figure[] = [
  { name: 'stack of three buckets, median of nine', unit: 'ms', measure: threeBuckets },
];
