import type { GetParametersRequest, GetParametersResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { authorizeKey } from '../encryption.ts';
import { checkInput } from '../errors.ts';
import { namedParameter } from '../named-parameter.ts';
import { shownParameter } from '../output.ts';
import type { Ssm } from '../ssm.ts';

const ABSENT = new Set(['ParameterNotFound', 'ParameterVersionNotFound']);

export const getParameters: Operation<Ssm, GetParametersRequest, GetParametersResult> = (
  ssm,
  input,
  call,
) => {
  checkInput(input, { Names: { required: true, least: 1, most: 10 } });
  const decrypted = input.WithDecryption === true;
  const Parameters = [];
  const InvalidParameters = [];
  for (const name of new Set(input.Names)) {
    try {
      const { parameter, selector } = namedParameter(ssm, call, name, 'ssm:GetParameters');
      if (decrypted) authorizeKey(call, parameter, 'kms:Decrypt');
      Parameters.push(shownParameter(parameter, decrypted, selector));
    } catch (error) {
      if (!(error instanceof AwsError) || !ABSENT.has(error.code)) throw error;
      InvalidParameters.push(name);
    }
  }
  return { Parameters, InvalidParameters };
};
