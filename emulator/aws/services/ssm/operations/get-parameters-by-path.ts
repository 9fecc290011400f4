import type { GetParametersByPathRequest, GetParametersByPathResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../kernel/operation.ts';
import { authorizeKey } from '../encryption.ts';
import { checkInput, validation } from '../errors.ts';
import { isBelow, isDirectlyBelow, matcherOf } from '../filters.ts';
import { authorizeParameter } from '../named-parameter.ts';
import { shownParameter } from '../output.ts';
import { page } from '../pages.ts';
import type { Ssm } from '../ssm.ts';

export const getParametersByPath: Operation<Ssm, GetParametersByPathRequest, GetParametersByPathResult> = (
  ssm,
  input,
  call,
) => {
  checkInput(input, { Path: { required: true, least: 1, most: 2_048 } });
  const { Path: path = '', Recursive: recursive = false, WithDecryption: decrypted = false } = input;
  if (!/^\/(?:[\w.-]+\/?)*$/.test(path)) {
    throw validation(
      'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
    );
  }
  authorizeParameter(call, call.scope, path.replace(/(.)\/$/, '$1'), 'ssm:GetParametersByPath');
  const matches = matcherOf(input.ParameterFilters);
  const isHere = recursive ? isBelow : isDirectlyBelow;
  const found = ssm.parameters.list(call.scope).filter((one) => isHere(one.name, path) && matches(one));
  const { items, rest } = page(found, input, 10);
  if (decrypted) for (const one of items) authorizeKey(call, one, 'kms:Decrypt');
  return { Parameters: items.map((one) => shownParameter(one, decrypted)), ...rest };
};
