import type { DeleteParameterRequest } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import { namedParameter } from '../named-parameter.ts';
import type { Ssm } from '../ssm.ts';

export const deleteParameter: Operation<Ssm, DeleteParameterRequest, object> = (ssm, input, call) => {
  checkInput(input, { Name: { required: true, least: 1, most: 1_011 } });
  ssm.parameters.remove(namedParameter(ssm, call, input.Name ?? '', 'ssm:DeleteParameter').parameter);
  return {};
};
