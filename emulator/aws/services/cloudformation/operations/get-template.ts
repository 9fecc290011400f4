import type { GetTemplateInput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';

export const getTemplate: Operation<CloudFormation, GetTemplateInput, GetTemplateOutput> = (
  cloudformation,
  input,
  call,
) => ({
  TemplateBody: addressed(cloudformation, input.StackName, call).template,
  StagesAvailable: ['Original', 'Processed'],
});
