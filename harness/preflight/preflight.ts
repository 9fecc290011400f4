/**
 * A design's flight before the flight: deployed onto a throw-away cloud, used as its document says, and watched for what AWS
 * refuses or silently does not do. The rules know behaviour, no names; what they tell they have seen.
 *
 * Gaps: only the first distribution is looked at, and only S3's side of what stands behind queues and topics.
 */
import { checkAlarms } from './alarms.ts';
import { checkPages } from './browsers.ts';
import { checkCollections } from './collection/collections.ts';
import { checkFailures } from './failures.ts';
import { merged, type Finding } from './finding.ts';
import { checkHorizon } from './horizon.ts';
import { checkLogs } from './logs.ts';
import { checkLookUps } from './look-ups.ts';
import { checkMetadata } from './metadata.ts';
import { checkProducts } from './products.ts';
import { openStage, type Deployed, type Design, type Stage } from './stage.ts';
import { filesOf, upload, type Upload } from './uploads.ts';
import { checkViews } from './views.ts';

/** @param onProgress is told what is being tried */
export async function preflight(
  design: Design,
  onProgress: (step: string) => void = () => undefined,
): Promise<readonly Finding[]> {
  await using stage = await openStage();
  onProgress('deploying');
  const deployed = await design.deploy(stage);
  const findings: (Finding & { readonly about?: string })[] = [...deployed.findings];
  const uploads: Upload[] = [];
  for (const use of deployed.usage.uploads) {
    findings.push(...(await checkPages(stage, deployed, use)));
    for (const file of filesOf(use)) {
      onProgress(`uploading ${use.key(file)}`);
      const done = await upload(stage, deployed, use, file);
      uploads.push(done);
      findings.push(...done.findings);
      findings.push(...(await checkMetadata(stage, deployed, done)));
      findings.push(...(await checkProducts(stage, deployed, done)));
    }
  }
  findings.push(...(await checkCollections(stage, deployed, onProgress)));
  findings.push(...(await afterwards(stage, deployed, uploads, onProgress)));
  return merged(findings);
}

async function afterwards(
  stage: Stage,
  deployed: Deployed,
  uploads: readonly Upload[],
  onProgress: (step: string) => void,
): Promise<readonly (Finding & { readonly about?: string })[]> {
  const findings: (Finding & { readonly about?: string })[] = [];
  const [first] = uploads;
  if (first !== undefined) {
    onProgress('looking at what was made');
    findings.push(...(await checkViews(stage, deployed, first.key)));
    findings.push(...(await checkLookUps(stage, deployed)));
    onProgress('failing');
    findings.push(...(await checkFailures(stage, deployed, first)));
  }
  onProgress('waiting for logs and alarms');
  findings.push(...(await checkLogs(stage, deployed)));
  findings.push(...(await checkAlarms(stage, deployed)));
  await removeAlarms(stage);
  onProgress('letting a year pass');
  findings.push(...(await checkHorizon(stage, deployed, uploads)));
  return findings;
}

/** They have been looked at, and would be evaluated every minute of the year to come. */
async function removeAlarms({ clients }: Stage): Promise<void> {
  const cloudwatch = await clients.cloudwatch();
  const { MetricAlarms = [] } = await cloudwatch.describeAlarms({});
  if (MetricAlarms.length === 0) return;
  await cloudwatch.deleteAlarms({ AlarmNames: MetricAlarms.map(({ AlarmName = '' }) => AlarmName) });
}
