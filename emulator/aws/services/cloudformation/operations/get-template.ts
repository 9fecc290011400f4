import type { GetTemplateInput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed, addressedChangeSet } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { processedTemplate } from '../template/template.ts';

/** As it was given, or with its transforms carried out. */
export const getTemplate: Operation<CloudFormation, GetTemplateInput, GetTemplateOutput> = (
  cloudformation,
  input,
  call,
) => {
  const { template } =
    input.ChangeSetName === undefined
      ? addressed(cloudformation, input.StackName, call)
      : addressedChangeSet(cloudformation, input, call).changeSet.version;
  return {
    TemplateBody: input.TemplateStage === 'Processed' ? processedTemplate(template) : template,
    StagesAvailable: ['Original', 'Processed'],
  };
};
