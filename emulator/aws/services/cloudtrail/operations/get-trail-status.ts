import type { GetTrailStatusRequest, GetTrailStatusResponse } from '@aws-sdk/client-cloudtrail';
import { toDate, toIsoSeconds, type Instant } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudTrail } from '../cloudtrail.ts';
import { namedTrail } from '../trail-input.ts';

export const getTrailStatus: Operation<CloudTrail, GetTrailStatusRequest, GetTrailStatusResponse> = (
  cloudtrail,
  input,
  call,
) => {
  const trail = namedTrail(cloudtrail, call, input.Name);
  const { startedAt, stoppedAt, deliveredAt, attemptedAt, deliveryError } = trail;
  return {
    IsLogging: trail.logging,
    LatestDeliveryError: deliveryError,
    LatestDeliveryTime: dateOf(deliveredAt),
    StartLoggingTime: dateOf(startedAt),
    StopLoggingTime: dateOf(stoppedAt),
    LatestDeliveryAttemptTime: textOf(attemptedAt),
    LatestDeliveryAttemptSucceeded: textOf(deliveredAt),
    LatestNotificationAttemptTime: '',
    LatestNotificationAttemptSucceeded: '',
    TimeLoggingStarted: textOf(startedAt),
    TimeLoggingStopped: textOf(stoppedAt),
  };
};

const dateOf = (at: Instant | undefined) => (at === undefined ? undefined : toDate(at));
const textOf = (at: Instant | undefined): string => (at === undefined ? '' : toIsoSeconds(at));
