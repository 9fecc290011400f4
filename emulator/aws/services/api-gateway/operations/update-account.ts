import type { Account, UpdateAccountRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import { ACCOUNT_RULES, accountOutput } from '../account.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { patched } from '../patch.ts';
import { admit } from '../request.ts';
import { ownerOf } from '../shelf.ts';

export const updateAccount: Operation<ApiGateway, UpdateAccountRequest, Account> = (gateway, input, call) => {
  admit(call, '/account');
  const account = patched(gateway.account(call.scope), input.patchOperations, ACCOUNT_RULES);
  gateway.accounts.put(ownerOf(call.scope), '', account);
  return accountOutput(account);
};
