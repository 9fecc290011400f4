/** What a CloudFormation stack holds. */
import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import { SafelightError } from '#aws';
import { allPages } from '../sweep/leftover.ts';

export interface StackResource {
  /** `ImagesBucket` */
  readonly logicalId: string;
  /** `AWS::S3::Bucket` */
  readonly type: string;
  /** A bucket's or function's name, a queue's URL, a topic's ARN, … */
  readonly physicalId: string;
}

/** @throws SafelightError ERR_DEPLOYED */
export async function readStack(
  cloudformation: CloudFormation,
  StackName: string,
): Promise<readonly StackResource[]> {
  try {
    const summaries = await allPages(
      (NextToken) => cloudformation.listStackResources({ StackName, NextToken }),
      (page) => page.StackResourceSummaries,
      (page) => page.NextToken,
    );
    return summaries.map(({ LogicalResourceId, ResourceType, PhysicalResourceId }) => ({
      logicalId: LogicalResourceId ?? '',
      type: ResourceType ?? '',
      physicalId: PhysicalResourceId ?? '',
    }));
  } catch (cause) {
    throw new SafelightError(
      'ERR_DEPLOYED',
      `The stack ${StackName} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      { hint: 'Check its name, the account and the region: aws cloudformation list-stacks.', cause },
    );
  }
}
