import type { DescribeTrailsRequest, DescribeTrailsResponse } from '@aws-sdk/client-cloudtrail';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudTrail } from '../cloudtrail.ts';
import { allow, trailDescription } from '../trail-input.ts';
import type { Trail } from '../trails.ts';

/** DescribeTrails: those of the region, and multi-region ones of others; names that are not there are passed over. */
export const describeTrails: Operation<CloudTrail, DescribeTrailsRequest, DescribeTrailsResponse> = (
  cloudtrail,
  { trailNameList: names = [], includeShadowTrails: shadows = true },
  call,
) => {
  allow(call);
  const { accountId, region } = call.scope;
  const shown = ({ scope, settings }: Trail): boolean =>
    scope.accountId === accountId && (scope.region === region || (shadows && settings.multiRegion));
  const named = names
    .map((name) => cloudtrail.trails.find(call.scope, name))
    .filter((found) => found !== undefined);
  const trails = names.length > 0 ? named : cloudtrail.trails.all().filter(shown);
  return { trailList: trails.map(trailDescription) };
};
