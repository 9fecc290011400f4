import type { Account, GetAccountRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import { accountOutput } from '../account.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';

export const getAccount: Operation<ApiGateway, GetAccountRequest, Account> = (gateway, _input, call) => {
  admit(call, '/account');
  return accountOutput(gateway.account(call.scope));
};
