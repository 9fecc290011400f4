/** The outputs of a stack as it stands. */
import { validationError } from './errors.ts';
import type { Plan } from './plan.ts';
import type { StackOutput } from './stacks.ts';
import { textOf, type Json } from './template/json.ts';

/** @throws AwsError ValidationError */
export const outputsOf = ({ template, evaluation }: Plan): readonly StackOutput[] =>
  template.outputs
    .filter(({ condition }) => condition === undefined || evaluation.condition(condition))
    .map(({ name, value, description, exportName }) => ({
      OutputKey: name,
      OutputValue: asText(evaluation.value(value)),
      ...(description !== undefined && { Description: description }),
      ...(exportName !== undefined && { ExportName: asText(evaluation.value(exportName)) }),
    }));

function asText(value: Json): string {
  if (typeof value === 'object')
    throw validationError('Template format error: Every Value member must be a string.');
  return textOf(value);
}
