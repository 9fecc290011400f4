import type { PutEventSelectorsRequest, PutEventSelectorsResponse } from '@aws-sdk/client-cloudtrail';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudTrail } from '../cloudtrail.ts';
import { readSelectors } from '../selection.ts';
import { namedTrail } from '../trail-input.ts';
import { trailArn } from '../trails.ts';

export const putEventSelectors: Operation<CloudTrail, PutEventSelectorsRequest, PutEventSelectorsResponse> = (
  cloudtrail,
  input,
  call,
) => {
  const trail = namedTrail(cloudtrail, call, input.TrailName);
  if (input.AdvancedEventSelectors !== undefined)
    throw notImplemented('cloudtrail', 'advanced event selectors');
  const selectors = readSelectors(input.EventSelectors ?? []);
  cloudtrail.trails.select(trail, selectors);
  return { TrailARN: trailArn(trail), EventSelectors: [...selectors] };
};
