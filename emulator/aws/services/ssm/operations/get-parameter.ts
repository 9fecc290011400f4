import type { GetParameterRequest, GetParameterResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../kernel/operation.ts';
import { authorizeKey } from '../encryption.ts';
import { checkInput } from '../errors.ts';
import { namedParameter } from '../named-parameter.ts';
import { shownParameter } from '../output.ts';
import type { Ssm } from '../ssm.ts';

export const getParameter: Operation<Ssm, GetParameterRequest, GetParameterResult> = (ssm, input, call) => {
  checkInput(input, { Name: { required: true, least: 1, most: 2_048 } });
  const { parameter, selector } = namedParameter(ssm, call, input.Name ?? '', 'ssm:GetParameter');
  const decrypted = input.WithDecryption === true;
  if (decrypted) authorizeKey(call, parameter, 'kms:Decrypt');
  return { Parameter: shownParameter(parameter, decrypted, selector) };
};
