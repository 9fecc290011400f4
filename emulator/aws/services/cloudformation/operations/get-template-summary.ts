import type { GetTemplateSummaryInput, GetTemplateSummaryOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed, allow } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { checkTemplate } from '../plan.ts';
import { textOf } from '../template/json.ts';
import { templateText } from '../template-source.ts';
import { templateSummary } from '../template-summary.ts';

export const getTemplateSummary: Operation<
  CloudFormation,
  GetTemplateSummaryInput,
  GetTemplateSummaryOutput
> = async (cloudformation, input, call) => {
  if (input.StackName === undefined) allow(call, '*');
  const text =
    input.StackName === undefined
      ? await templateText(input, call)
      : addressed(cloudformation, input.StackName, call).template;
  const template = checkTemplate(text);
  const { Parameters, ...summary } = templateSummary(template);
  return {
    ...summary,
    Parameters: Parameters.map(({ ParameterKey, ...rest }) => ({
      ParameterKey,
      ParameterType: textOf(template.parameters[ParameterKey]?.['Type']),
      ...rest,
      ParameterConstraints: {},
    })),
    ResourceTypes: [...new Set([...template.resources.values()].map(({ type }) => type))],
    Version: '2010-09-09',
  };
};
