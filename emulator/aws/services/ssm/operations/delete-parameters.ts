import type { DeleteParametersRequest, DeleteParametersResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import { namedParameter } from '../named-parameter.ts';
import type { Ssm } from '../ssm.ts';

export const deleteParameters: Operation<Ssm, DeleteParametersRequest, DeleteParametersResult> = (
  ssm,
  input,
  call,
) => {
  checkInput(input, { Names: { required: true, least: 1, most: 10 } });
  const DeletedParameters: string[] = [];
  const InvalidParameters: string[] = [];
  for (const name of new Set(input.Names)) {
    try {
      ssm.parameters.remove(namedParameter(ssm, call, name, 'ssm:DeleteParameters').parameter);
      DeletedParameters.push(name);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ParameterNotFound') throw error;
      InvalidParameters.push(name);
    }
  }
  return { DeletedParameters, InvalidParameters };
};
