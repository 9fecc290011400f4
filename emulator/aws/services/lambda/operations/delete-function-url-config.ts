import type { DeleteFunctionUrlConfigRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { existingUrl } from '../function-url-output.ts';
import type { Lambda } from '../lambda.ts';

export const deleteFunctionUrlConfig: Operation<Lambda, DeleteFunctionUrlConfigRequest, object> = (
  lambda,
  input,
  call,
) => {
  const { fn, url } = existingUrl(lambda, call, input);
  lambda.urls.remove(fn, url.qualifier);
  return {};
};
