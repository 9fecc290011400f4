import type {
  ListStackResourcesInput,
  ListStackResourcesOutput,
  ResourceStatus,
} from '@aws-sdk/client-cloudformation';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';

export const listStackResources: Operation<
  CloudFormation,
  ListStackResourcesInput,
  ListStackResourcesOutput
> = (cloudformation, input, call) => {
  const { arn } = addressed(cloudformation, input.StackName, call);
  return {
    StackResourceSummaries: cloudformation.resources.list(arn).map((resource) => ({
      LogicalResourceId: resource.logicalId,
      PhysicalResourceId: resource.physicalId,
      ResourceType: resource.type,
      LastUpdatedTimestamp: toDate(resource.updated),
      ResourceStatus: resource.status as ResourceStatus,
      ...(resource.reason !== null && { ResourceStatusReason: resource.reason }),
      DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    })),
  };
};
