import type { FunctionSummary } from '@aws-sdk/client-cloudfront';
import type { CloudFront } from './cloudfront.ts';
import { runsFunction } from './distributions.ts';
import { functionArn, functionSummary, type EdgeFunction } from './functions.ts';

/** The summary of a function, with what it is used for at present. */
export const describedFunction = (cloudfront: CloudFront, found: EdgeFunction): FunctionSummary =>
  functionSummary(found, {
    published: cloudfront.functions.find(found.account, found.name, 'LIVE') !== undefined,
    associated: cloudfront.distributions.uses(found.account, runsFunction(functionArn(found))),
  });
