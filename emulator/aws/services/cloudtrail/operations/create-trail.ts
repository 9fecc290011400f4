import type { CreateTrailRequest, CreateTrailResponse } from '@aws-sdk/client-cloudtrail';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudTrail } from '../cloudtrail.ts';
import { tooManyTrails } from '../errors.ts';
import { allow, checkBucket, checkTrailName, readSettings, trailOutput } from '../trail-input.ts';
import { trailArn } from '../trails.ts';

const MOST_TRAILS = 5;

/** CreateTrail: records nothing before StartLogging. */
export const createTrail: Operation<CloudTrail, CreateTrailRequest, CreateTrailResponse> = (
  cloudtrail,
  input,
  call,
) => {
  const { scope } = call;
  const name = input.Name ?? '';
  checkTrailName(name);
  allow(call, trailArn({ scope, name }));
  const settings = readSettings(input);
  const here = cloudtrail.trails
    .all()
    .filter((trail) => trail.scope.accountId === scope.accountId && trail.scope.region === scope.region);
  if (here.length >= MOST_TRAILS) throw tooManyTrails(scope.accountId);
  checkBucket(cloudtrail, { scope, name, settings });
  const tags = Object.fromEntries((input.TagsList ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  return trailOutput(cloudtrail.trails.create(scope, name, settings, tags));
};
