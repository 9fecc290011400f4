/** A deletion of which S3's half fails. */
import type { Finding } from '../finding.ts';
import { missing } from '../objects.ts';
import { MINUTE, type Deployed, type Stage } from '../stage.ts';
import { told, type CollectionClient } from './client.ts';

export async function checkDeletion(
  stage: Stage,
  deployed: Deployed,
  client: CollectionClient,
): Promise<readonly Finding[]> {
  const { use } = client;
  const { body } = await client.keep({ title: 'deleted' });
  const [id, key] = [String(body[use.members.id]), String(body[use.members.key])];
  const rule = stage.cloud.faults.add({
    on: 'call',
    target: 's3',
    operation: 'DeleteObject',
    probability: 1,
    effect: { kind: 'error', code: 'AccessDenied', status: 403, message: 'Access Denied' },
  });
  const answer = await client.send('DELETE', `/${id}`);
  stage.cloud.faults.remove(rule.id);
  for (let minute = 0; minute < 10; minute += 1) await stage.elapse(MINUTE);
  const known = await client.send('GET', `/${id}`);
  const [gone] = await missing(stage, [{ bucket: use.bucket, key }]);
  if (answer.status >= 400 || known.status !== 404 || gone !== undefined) return [];
  return [
    {
      rule: 'orphaned',
      resource: `bucket ${use.bucket}`,
      place: deployed.place('bucket', use.bucket),
      problem: 'A deletion that S3 refuses says that it succeeded, and leaves bytes that nobody knows of',
      evidence: `DELETE ${use.path}/${id} while S3 answers 403: ${told(answer)}; ten minutes later GET says ${known.status}, and ${use.bucket}/${key} is there`,
      repair: 'Delete the item last, and have a queue complete what failed halfway.',
    },
  ];
}
