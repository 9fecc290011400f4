/**
 * What a trail's bucket has to let CloudTrail do: read its ACL, and write below `AWSLogs/` with the ACL that gives its
 * owner full control. Evidence: CloudTrail user guide "Amazon S3 bucket policy for CloudTrail", read 2026-11-20.
 */
import type { Wiring } from '../cloud.ts';
import { DELIVERY_HEADERS, logFolder, trailPrincipal } from '../services/cloudtrail/delivery.ts';
import { bucketArn, objectArn } from '../services/s3/bucket.ts';

export const cloudtrailToS3: Wiring = ({ cloudtrail, s3 }, { access, clock }) => {
  cloudtrail.checkBuckets((trail) => {
    const bucket = s3.buckets.find(trail.settings.bucket);
    if (bucket === undefined) return 'missing';
    const common = { owner: bucket.account, policy: s3.configs.get(bucket, 'policy')?.text };
    const key = `${logFolder(trail.settings.prefix, trail.scope.accountId)}CloudTrail/`;
    const requests = [
      { ...common, action: 's3:GetBucketAcl', resource: bucketArn(bucket.name) },
      {
        ...common,
        action: 's3:PutObject',
        resource: objectArn(bucket.name, key),
        context: { 's3:x-amz-acl': DELIVERY_HEADERS['x-amz-acl'] },
      },
    ];
    const principal = trailPrincipal(trail);
    const environment = { now: clock.now(), region: bucket.region };
    const allowed = requests.every((request) => access.decide(principal, request, environment).allowed);
    return allowed ? undefined : 'denied';
  });
};
