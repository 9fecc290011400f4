import type { GetAccountSettingsRequest, GetAccountSettingsResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { ACCOUNT_CONCURRENCY } from '../concurrency.ts';
import type { Lambda } from '../lambda.ts';

export const getAccountSettings: Operation<Lambda, GetAccountSettingsRequest, GetAccountSettingsResponse> = (
  lambda,
  _input,
  call,
) => {
  call.authorize({ action: 'lambda:GetAccountSettings', resource: '*', owner: call.scope.accountId });
  const { functions, reserved } = lambda.functions.usage(call.scope);
  return {
    AccountLimit: {
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: ACCOUNT_CONCURRENCY,
      UnreservedConcurrentExecutions: ACCOUNT_CONCURRENCY - reserved,
    },
    AccountUsage: {
      TotalCodeSize: lambda.versions.codeSize(call.scope) + lambda.layers.codeSize(call.scope),
      FunctionCount: functions,
    },
  };
};
