import type { Call } from '../../kernel/operation.ts';
import { allow } from './addressing.ts';
import type { CloudFront } from './cloudfront.ts';
import { invalidArgument, noSuchResource } from './errors.ts';

/**
 * The ARN of the distribution whose tags a request is about.
 *
 * @throws AwsError InvalidArgument, NoSuchResource, AccessDenied
 */
export function taggedDistribution(cloudfront: CloudFront, call: Call, arn = ''): string {
  const match = /^arn:aws:cloudfront::(\d{12}):distribution\/(\w+)$/.exec(arn);
  if (match === null) throw invalidArgument(`The parameter Resource ${arn} is not a valid ARN.`);
  allow(call, 'distribution', match[2]);
  const distribution = cloudfront.distributions.resources.find(call.scope.accountId, match[2]);
  if (distribution === undefined || match[1] !== call.scope.accountId) throw noSuchResource();
  return arn;
}
