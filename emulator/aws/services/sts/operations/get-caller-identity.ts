import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidToken } from '../errors.ts';

/** Needs no permission: it also answers callers that may do nothing else. */
export const getCallerIdentity: Operation<object, GetCallerIdentityRequest, GetCallerIdentityResponse> = (
  _sts,
  _input,
  { principal },
) => {
  if (principal.kind !== 'user') throw invalidToken();
  return { UserId: principal.userId, Account: principal.accountId, Arn: principal.arn };
};
