import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from '@aws-sdk/client-sts';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput, validation } from '../errors.ts';
import type { Sts } from '../sts.ts';

/** The account that a key belongs to. */
export const getAccessKeyInfo: Operation<Sts, GetAccessKeyInfoRequest, GetAccessKeyInfoResponse> = (
  sts,
  input,
  call,
) => {
  checkInput(input, { AccessKeyId: { required: true, least: 16, most: 128, pattern: '\\w*' } });
  call.authorize({ action: 'sts:GetAccessKeyInfo', resource: '*', owner: call.scope.accountId });
  const credential = sts.kernel.ports.find('signers')?.find(input.AccessKeyId ?? '');
  if (credential === undefined) throw validation('Invalid type for parameter AccessKeyId');
  return { Account: credential.accountId };
};
