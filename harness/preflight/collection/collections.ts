/** Collections behind REST APIs, used as their design tells clients to. */
import type { Finding } from '../finding.ts';
import type { Deployed, Stage } from '../stage.ts';
import { openCollection } from './client.ts';
import { checkDeletion } from './deletion.ts';
import { checkPages } from './pages.ts';
import { checkPermissions } from './permissions.ts';
import { checkReads } from './reads.ts';
import { checkUploads } from './uploads.ts';

export async function checkCollections(
  stage: Stage,
  deployed: Deployed,
  onProgress: (step: string) => void,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const use of deployed.usage.collections ?? []) {
    onProgress(`using ${use.path}`);
    const client = await openCollection(stage, use);
    if (client === undefined) continue;
    findings.push(...(await checkPermissions(stage, deployed, client)));
    findings.push(...(await checkPages(stage, deployed, client)));
    findings.push(...(await checkUploads(deployed, client)));
    findings.push(...(await checkDeletion(stage, deployed, client)));
    findings.push(...(await checkReads(stage, deployed, client)));
  }
  return findings;
}
