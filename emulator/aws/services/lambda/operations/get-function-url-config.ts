import type { GetFunctionUrlConfigRequest, GetFunctionUrlConfigResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { existingUrl, functionUrlOutput } from '../function-url-output.ts';
import type { Lambda } from '../lambda.ts';

export const getFunctionUrlConfig: Operation<
  Lambda,
  GetFunctionUrlConfigRequest,
  GetFunctionUrlConfigResponse
> = (lambda, input, call) => {
  const { fn, url } = existingUrl(lambda, call, input);
  return functionUrlOutput(call, fn, url);
};
