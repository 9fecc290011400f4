/** Who S3 is when it turns to another service on a bucket's behalf. */
import type { Principal } from '../kernel/scope.ts';
import type { EventSource } from '../services/s3/notifications.ts';

export const s3Principal = ({ bucketArn, account }: EventSource): Principal => ({
  kind: 'service',
  service: 's3.amazonaws.com',
  sourceArn: bucketArn,
  sourceAccount: account,
});
