import type { Account, GetAccountRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';

export const getAccount: Operation<ApiGateway, GetAccountRequest, Account> = (_gateway, _input, call) => {
  admit(call, '/account');
  return {
    throttleSettings: { burstLimit: 5_000, rateLimit: 10_000 },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  };
};
