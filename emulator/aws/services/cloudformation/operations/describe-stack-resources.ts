import type {
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  ResourceStatus,
} from '@aws-sdk/client-cloudformation';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { stackOfResourceMissing, validationError } from '../errors.ts';
import type { StackResource } from '../stack-resources.ts';
import type { Stack } from '../stacks.ts';

const DRIFT = { StackResourceDriftStatus: 'NOT_CHECKED' } as const;

export const describeStackResources: Operation<
  CloudFormation,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput
> = (cloudformation, { StackName, LogicalResourceId: logical, PhysicalResourceId: physical }, call) => {
  if ((StackName === undefined) === (physical === undefined)) {
    throw validationError('You must specify either StackName or PhysicalResourceId, but not both.');
  }
  const owner = physical === undefined ? undefined : ownerOf(cloudformation, physical, call.scope);
  const stack = owner ?? addressed(cloudformation, StackName ?? physical, call);
  return {
    StackResources: cloudformation.resources
      .list(stack.arn)
      .filter(({ logicalId }) => logical === undefined || logicalId === logical)
      .map((resource) => ({
        StackName: stack.name,
        StackId: stack.arn,
        ...shown(resource),
        Timestamp: toDate(resource.updated),
        DriftInformation: DRIFT,
      })),
  };
};

export const describeStackResource: Operation<
  CloudFormation,
  DescribeStackResourceInput,
  DescribeStackResourceOutput
> = (cloudformation, { StackName, LogicalResourceId: logical = '' }, call) => {
  const stack = addressed(cloudformation, StackName, call, stackOfResourceMissing);
  const resource = cloudformation.resources.find(stack.arn, logical);
  if (resource === undefined) {
    throw validationError(`Resource ${logical} does not exist for stack ${stack.name}`);
  }
  return {
    StackResourceDetail: {
      StackName: stack.name,
      StackId: stack.arn,
      ...shown(resource),
      LastUpdatedTimestamp: toDate(resource.updated),
      Metadata: '{}',
      DriftInformation: DRIFT,
    },
  };
};

const shown = ({ logicalId, physicalId, type, status, reason }: StackResource) => ({
  LogicalResourceId: logicalId,
  ...(physicalId !== '' && { PhysicalResourceId: physicalId }),
  ResourceType: type,
  ResourceStatus: status as ResourceStatus,
  ...(reason !== null && { ResourceStatusReason: reason }),
});

function ownerOf(
  { stacks, resources }: CloudFormation,
  physical: string,
  scope: Parameters<CloudFormation['stacks']['list']>[0],
): Stack | undefined {
  return stacks
    .list(scope)
    .find(({ arn }) => resources.list(arn).some(({ physicalId }) => physicalId === physical));
}
