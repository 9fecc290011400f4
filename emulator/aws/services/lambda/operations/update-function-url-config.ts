import type { UpdateFunctionUrlConfigRequest, UpdateFunctionUrlConfigResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { existingUrl, functionUrlOutput } from '../function-url-output.ts';
import type { FunctionUrl } from '../function-urls.ts';
import type { Lambda } from '../lambda.ts';

export const updateFunctionUrlConfig: Operation<
  Lambda,
  UpdateFunctionUrlConfigRequest,
  UpdateFunctionUrlConfigResponse
> = (lambda, input, call) => {
  const { fn, url } = existingUrl(lambda, call, input);
  const changed: FunctionUrl = {
    ...url,
    authType: input.AuthType ?? url.authType,
    cors: input.Cors ?? url.cors,
    invokeMode: input.InvokeMode ?? url.invokeMode,
    modifiedAt: call.now,
  };
  lambda.urls.put(changed);
  return functionUrlOutput(call, fn, changed);
};
