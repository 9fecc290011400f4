/**
 * AWS CloudFormation: stacks of resources, made, rolled back and removed by calls to the services they belong to (aws.md
 * section F.8; user guide and template reference, read 2026-11).
 *
 * Gaps: no updates, change sets, exports, nested stacks, transforms, custom resources or drift; lists are not paged;
 * resource types beyond those in `resources/` are refused by name.
 */
import { defineService } from '../../kernel/operation.ts';
import { readModel } from '../../wire/schema.ts';
import { CloudFormation } from './cloudformation.ts';
import { createStack } from './operations/create-stack.ts';
import { deleteStack } from './operations/delete-stack.ts';
import { describeStackEvents } from './operations/describe-stack-events.ts';
import { describeStacks } from './operations/describe-stacks.ts';
import { getTemplate } from './operations/get-template.ts';
import { listStackResources } from './operations/list-stack-resources.ts';
import { validateTemplate } from './operations/validate-template.ts';

export const cloudformation = defineService({
  name: 'cloudformation',
  model: async () => readModel(await import('@aws-sdk/client-cloudformation')),
  create: (kernel) => new CloudFormation(kernel),
  operations: {
    CreateStack: createStack,
    DeleteStack: deleteStack,
    DescribeStackEvents: describeStackEvents,
    DescribeStacks: describeStacks,
    GetTemplate: getTemplate,
    ListStackResources: listStackResources,
    ValidateTemplate: validateTemplate,
  },
});
