/** CloudTrail as a service of the cloud. */
import { defineService } from '../../kernel/operation.ts';
import { readModel } from '../../wire/schema.ts';
import { CloudTrail } from './cloudtrail.ts';
import { createTrail } from './operations/create-trail.ts';
import { deleteTrail } from './operations/delete-trail.ts';
import { describeTrails } from './operations/describe-trails.ts';
import { getEventSelectors } from './operations/get-event-selectors.ts';
import { getTrail } from './operations/get-trail.ts';
import { getTrailStatus } from './operations/get-trail-status.ts';
import { listTrails } from './operations/list-trails.ts';
import { lookupEvents } from './operations/lookup-events.ts';
import { putEventSelectors } from './operations/put-event-selectors.ts';
import { startLogging } from './operations/start-logging.ts';
import { stopLogging } from './operations/stop-logging.ts';
import { updateTrail } from './operations/update-trail.ts';

export const cloudtrail = defineService({
  name: 'cloudtrail',
  model: async () => readModel(await import('@aws-sdk/client-cloudtrail')),
  create: (kernel) => new CloudTrail(kernel),
  operations: {
    CreateTrail: createTrail,
    DeleteTrail: deleteTrail,
    DescribeTrails: describeTrails,
    GetEventSelectors: getEventSelectors,
    GetTrail: getTrail,
    GetTrailStatus: getTrailStatus,
    ListTrails: listTrails,
    LookupEvents: lookupEvents,
    PutEventSelectors: putEventSelectors,
    StartLogging: startLogging,
    StopLogging: stopLogging,
    UpdateTrail: updateTrail,
  },
  notes: {
    CreateTrail: 'Without digest files, keys of its own, CloudWatch Logs and SNS, which are refused by name.',
    LookupEvents: 'Management events only.',
    PutEventSelectors: 'Management events and S3 data events; not advanced selectors.',
  },
  start: (state) => state.delivery.resume(),
  close: (state) => state.close(),
});
