/** Whether access logs arrive where they are sent: S3 tells nobody when they do not. */
import type { Finding } from './finding.ts';
import { lookAt } from './objects.ts';
import { MINUTE, type Deployed, type Stage } from './stage.ts';

const HOURS = 60 * MINUTE;

export async function checkLogs(stage: Stage, deployed: Deployed): Promise<readonly Finding[]> {
  const s3 = await stage.clients.s3();
  const { Buckets = [] } = await s3.listBuckets({});
  const findings: Finding[] = [];
  for (const { Name: Bucket = '' } of Buckets) {
    const { LoggingEnabled } = await s3.getBucketLogging({ Bucket });
    const { TargetBucket = '', TargetPrefix: Prefix = '' } = LoggingEnabled ?? {};
    if (LoggingEnabled === undefined) continue;
    await lookAt(stage, { bucket: Bucket, key: 'preflight' });
    await stage.elapse(24 * HOURS);
    const { KeyCount } = await s3.listObjectsV2({ Bucket: TargetBucket, Prefix });
    if (KeyCount !== 0) continue;
    const lost = stage.cloud.journal
      .entries()
      .findLast(({ type, bucket }) => type === 's3.undelivered' && bucket === Bucket);
    findings.push({
      rule: 'no-logs',
      resource: `bucket ${TargetBucket}`,
      place: deployed.place('bucket', TargetBucket, 'policy'),
      problem: `Access logs of ${Bucket} never arrive in ${TargetBucket}`,
      evidence: `a day after requests there is nothing under ${Prefix}; delivery was answered ${JSON.stringify(lost?.['error'] ?? 'nothing')}`,
      repair: `Let logging.s3.amazonaws.com put objects under ${Prefix} in the policy of ${TargetBucket}.`,
    });
  }
  return findings;
}
