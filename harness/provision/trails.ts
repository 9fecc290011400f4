import type { CloudTrail } from '@aws-sdk/client-cloudtrail';
import type { TrailSpec } from '#pipeline';
import { found, type Change } from './change.ts';

/** Makes a trail stand and record. One that stands is left as it is. */
export async function ensureTrail(cloudtrail: CloudTrail, spec: TrailSpec): Promise<Change> {
  const { name: Name, bucket: S3BucketName, objectsOf } = spec;
  const standing = await found(cloudtrail.getTrail({ Name }), 'TrailNotFoundException');
  if (standing !== undefined) return { kind: 'trail', name: Name, outcome: 'unchanged' };
  await cloudtrail.createTrail({ Name, S3BucketName });
  await cloudtrail.putEventSelectors({
    TrailName: Name,
    EventSelectors: [
      {
        ReadWriteType: 'All',
        IncludeManagementEvents: true,
        DataResources: [
          { Type: 'AWS::S3::Object', Values: objectsOf.map((name) => `arn:aws:s3:::${name}/`) },
        ],
      },
    ],
  });
  await cloudtrail.startLogging({ Name });
  return { kind: 'trail', name: Name, outcome: 'created' };
}
