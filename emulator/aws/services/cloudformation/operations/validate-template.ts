import type { ValidateTemplateInput, ValidateTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { checkTemplate } from '../plan.ts';
import { templateText } from '../template-source.ts';
import { templateSummary } from '../template-summary.ts';

export const validateTemplate: Operation<
  CloudFormation,
  ValidateTemplateInput,
  ValidateTemplateOutput
> = async (_, input, call) => {
  allow(call, '*');
  return templateSummary(checkTemplate(await templateText(input, call)));
};
