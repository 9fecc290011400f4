/**
 * S3 puts every event of a bucket that has EventBridge switched on onto the default bus of the bucket's own account and
 * region. Evidence: fact sheet S3 §9.5.
 */
import type { Wiring } from '../cloud.ts';

export const s3ToEventBridge: Wiring = ({ s3 }, { ports }) => {
  s3.notifications.registerBus(({ account, region }, event, cause) => {
    ports.find('bus')?.put({ accountId: account, region, partition: 'aws' }, event, cause);
  });
};
