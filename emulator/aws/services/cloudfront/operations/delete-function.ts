import type { DeleteFunctionRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { runsFunction } from '../distributions.ts';
import { inUse } from '../errors.ts';
import { functionArn } from '../functions.ts';
import { checkIfMatch } from '../resources.ts';

export const deleteFunction: Operation<CloudFront, DeleteFunctionRequest, object> = (
  cloudfront,
  { Name: name, IfMatch: ifMatch },
  call,
) => {
  allow(call, 'function', name);
  const draft = cloudfront.functions.get(call.scope.accountId, name);
  checkIfMatch(draft.etag, ifMatch);
  if (cloudfront.distributions.uses(call.scope.accountId, runsFunction(functionArn(draft)))) {
    throw inUse('FunctionInUse', 'function');
  }
  cloudfront.functions.remove(draft);
  return {};
};
