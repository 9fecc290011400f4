import type {
  DescribeChangeSetInput,
  DescribeChangeSetOutput,
  ResourceChange as ResourceChangeOutput,
} from '@aws-sdk/client-cloudformation';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedChangeSet } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { replacementOf, type ResourceChange } from '../resource-changes.ts';
import { resourceType } from '../resources/resource-types.ts';
import { parameterList } from '../stack-output.ts';

export const describeChangeSet: Operation<CloudFormation, DescribeChangeSetInput, DescribeChangeSetOutput> = (
  cloudformation,
  input,
  call,
) => {
  const { stack, changeSet } = addressedChangeSet(cloudformation, input, call);
  const { version, description, reason } = changeSet;
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.arn,
    StackId: stack.arn,
    StackName: stack.name,
    ...(description !== undefined && { Description: description }),
    Parameters: parameterList(version),
    CreationTime: toDate(changeSet.created),
    ExecutionStatus: changeSet.execution,
    Status: changeSet.status,
    ...(reason !== null && { StatusReason: reason }),
    NotificationARNs: [...version.settings.notificationArns],
    RollbackConfiguration: {},
    Capabilities: [...version.settings.capabilities] as NonNullable<DescribeChangeSetOutput['Capabilities']>,
    Tags: [...version.settings.tags],
    Changes: changeSet.changes.map((change) => ({ Type: 'Resource', ResourceChange: describe(change) })),
    IncludeNestedStacks: false,
  };
};

function describe(change: ResourceChange): ResourceChangeOutput {
  const { action, logicalId, physicalId, type, replacement, properties } = change;
  const definition = resourceType(type);
  return {
    Action: action,
    LogicalResourceId: logicalId,
    ...(physicalId !== undefined && { PhysicalResourceId: physicalId }),
    ResourceType: type,
    ...(replacement !== undefined && { Replacement: replacement }),
    Scope: properties.length > 0 ? ['Properties'] : [],
    Details: properties.map((name) => ({
      Target: {
        Attribute: 'Properties',
        Name: name,
        RequiresRecreation: definition && replacementOf(definition, [name]) ? 'Always' : 'Never',
      },
      Evaluation: replacement === 'Conditional' ? 'Dynamic' : 'Static',
      ChangeSource: 'DirectModification',
    })),
  };
}
