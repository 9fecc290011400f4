import type { CreateFunctionUrlConfigRequest, CreateFunctionUrlConfigResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { Constraints } from '../constraints.ts';
import { conflict } from '../errors.ts';
import { functionForUrl, functionUrlOutput } from '../function-url-output.ts';
import type { FunctionUrl } from '../function-urls.ts';
import type { Lambda } from '../lambda.ts';

const ID_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz234567';

export const createFunctionUrlConfig: Operation<
  Lambda,
  CreateFunctionUrlConfigRequest,
  CreateFunctionUrlConfigResponse
> = (lambda, input, call) => {
  new Constraints().required(input.AuthType, 'authType').check();
  const { fn, qualifier } = functionForUrl(lambda, call, input);
  const existing = lambda.urls.find(fn, qualifier);
  if (existing !== undefined) {
    const { FunctionArn } = functionUrlOutput(call, fn, existing);
    throw conflict(
      `Failed to create function url config for [functionArn = ${FunctionArn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    );
  }
  const url: FunctionUrl = {
    functionId: fn.id,
    qualifier,
    urlId: call.kernel.ids.text(32, ID_CHARACTERS),
    authType: input.AuthType!,
    cors: input.Cors,
    invokeMode: input.InvokeMode ?? 'BUFFERED',
    createdAt: call.now,
    modifiedAt: call.now,
  };
  lambda.urls.put(url);
  return functionUrlOutput(call, fn, url);
};
