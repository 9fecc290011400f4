import type { ListTrailsRequest, ListTrailsResponse } from '@aws-sdk/client-cloudtrail';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudTrail } from '../cloudtrail.ts';
import { allow } from '../trail-input.ts';
import { trailArn } from '../trails.ts';

/** ListTrails: the account's, of every region. An account has too few for a second page. */
export const listTrails: Operation<CloudTrail, ListTrailsRequest, ListTrailsResponse> = (
  cloudtrail,
  _,
  call,
) => {
  allow(call);
  const own = cloudtrail.trails.all().filter(({ scope }) => scope.accountId === call.scope.accountId);
  return {
    Trails: own.map((trail) => ({
      TrailARN: trailArn(trail),
      Name: trail.name,
      HomeRegion: trail.scope.region,
    })),
  };
};
