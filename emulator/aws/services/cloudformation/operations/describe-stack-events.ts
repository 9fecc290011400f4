import type {
  DescribeStackEventsInput,
  DescribeStackEventsOutput,
  ResourceStatus,
} from '@aws-sdk/client-cloudformation';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { stackMissing } from '../errors.ts';

export const describeStackEvents: Operation<
  CloudFormation,
  DescribeStackEventsInput,
  DescribeStackEventsOutput
> = (cloudformation, input, call) => {
  const { arn, name } = addressed(cloudformation, input.StackName, call, stackMissing);
  return {
    StackEvents: cloudformation.stacks.events(arn).map((event) => ({
      StackId: arn,
      EventId: event.event,
      StackName: name,
      LogicalResourceId: event.logical,
      PhysicalResourceId: event.physical,
      ResourceType: event.type,
      Timestamp: toDate(event.at),
      ResourceStatus: event.status as ResourceStatus,
      ...(event.reason !== null && { ResourceStatusReason: event.reason }),
    })),
  };
};
