import type { GetParameterHistoryRequest, GetParameterHistoryResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../kernel/operation.ts';
import { authorizeKey } from '../encryption.ts';
import { checkInput } from '../errors.ts';
import { namedParameter } from '../named-parameter.ts';
import { parameterHistory } from '../output.ts';
import { page } from '../pages.ts';
import type { Ssm } from '../ssm.ts';

export const getParameterHistory: Operation<Ssm, GetParameterHistoryRequest, GetParameterHistoryResult> = (
  ssm,
  input,
  call,
) => {
  checkInput(input, { Name: { required: true, least: 1, most: 2_048 } });
  const { parameter } = namedParameter(ssm, call, input.Name ?? '', 'ssm:GetParameterHistory');
  const decrypted = input.WithDecryption === true;
  const { items, rest } = page(ssm.parameters.history(parameter), input, 50);
  if (decrypted) for (const one of items) authorizeKey(call, one, 'kms:Decrypt');
  return { Parameters: items.map((one) => parameterHistory(one, decrypted)), ...rest };
};
