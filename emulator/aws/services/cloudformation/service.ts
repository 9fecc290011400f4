/**
 * AWS CloudFormation: stacks of resources, made, rolled back and removed by calls to the services they belong to (aws.md
 * section F.8; user guide and template reference, read 2026-11).
 *
 * Gaps: nested stacks, macros (but for the serverless transform), stack sets, stack policies, imports of existing resources and drift are
 * refused by name, as are resource types beyond those in `resources/`. Lists are not paged; stack tags are not handed on
 * to resources.
 */
import { defineService } from '../../kernel/operation.ts';
import { readModel } from '../../wire/schema.ts';
import { CloudFormation } from './cloudformation.ts';
import { createChangeSet } from './operations/create-change-set.ts';
import { createStack } from './operations/create-stack.ts';
import { deleteChangeSet } from './operations/delete-change-set.ts';
import { deleteStack } from './operations/delete-stack.ts';
import { describeChangeSet } from './operations/describe-change-set.ts';
import { describeStackEvents } from './operations/describe-stack-events.ts';
import { describeStackResource, describeStackResources } from './operations/describe-stack-resources.ts';
import { describeStacks } from './operations/describe-stacks.ts';
import { executeChangeSet } from './operations/execute-change-set.ts';
import { getTemplate } from './operations/get-template.ts';
import { getTemplateSummary } from './operations/get-template-summary.ts';
import { listChangeSets } from './operations/list-change-sets.ts';
import { listExports } from './operations/list-exports.ts';
import { listImports } from './operations/list-imports.ts';
import { listStackResources } from './operations/list-stack-resources.ts';
import { listStacks } from './operations/list-stacks.ts';
import { updateStack } from './operations/update-stack.ts';
import { updateTerminationProtection } from './operations/update-termination-protection.ts';
import { validateTemplate } from './operations/validate-template.ts';

export const cloudformation = defineService({
  name: 'cloudformation',
  model: async () => readModel(await import('@aws-sdk/client-cloudformation')),
  create: (kernel) => new CloudFormation(kernel),
  operations: {
    CreateChangeSet: createChangeSet,
    CreateStack: createStack,
    DeleteChangeSet: deleteChangeSet,
    DeleteStack: deleteStack,
    DescribeChangeSet: describeChangeSet,
    DescribeStackEvents: describeStackEvents,
    DescribeStackResource: describeStackResource,
    DescribeStackResources: describeStackResources,
    DescribeStacks: describeStacks,
    ExecuteChangeSet: executeChangeSet,
    GetTemplate: getTemplate,
    GetTemplateSummary: getTemplateSummary,
    ListChangeSets: listChangeSets,
    ListExports: listExports,
    ListImports: listImports,
    ListStackResources: listStackResources,
    ListStacks: listStacks,
    UpdateStack: updateStack,
    UpdateTerminationProtection: updateTerminationProtection,
    ValidateTemplate: validateTemplate,
  },
});
