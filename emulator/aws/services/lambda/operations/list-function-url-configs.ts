import type { ListFunctionUrlConfigsRequest, ListFunctionUrlConfigsResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { functionForUrl, functionUrlOutput } from '../function-url-output.ts';
import type { FunctionUrl } from '../function-urls.ts';
import type { Lambda } from '../lambda.ts';
import { after, page } from '../pages.ts';

export const listFunctionUrlConfigs: Operation<
  Lambda,
  ListFunctionUrlConfigsRequest,
  ListFunctionUrlConfigsResponse
> = (lambda, input, call) => {
  const { fn } = functionForUrl(lambda, call, { FunctionName: input.FunctionName });
  const keyOf = ({ qualifier }: FunctionUrl): string => qualifier;
  const { items, NextMarker } = page(after(lambda.urls.list(fn), input.Marker, keyOf), input.MaxItems, keyOf);
  return { FunctionUrlConfigs: items.map((url) => functionUrlOutput(call, fn, url)), NextMarker };
};
