import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';

/** Needs no permission: it also answers callers that may do nothing else. */
export const getCallerIdentity: Operation<object, GetCallerIdentityRequest, GetCallerIdentityResponse> = (
  _sts,
  _input,
  { principal },
) => {
  if (principal.kind !== 'user') {
    throw new AwsError({
      code: 'InvalidClientTokenId',
      status: 403,
      message: 'The security token included in the request is invalid.',
    });
  }
  return { UserId: principal.userId, Account: principal.accountId, Arn: principal.arn };
};
