/** Whether a look-up of metadata knows an object that is not there when it meets one. */
import type { Finding } from './finding.ts';
import { isAnswer, type Deployed, type Stage } from './stage.ts';

export async function checkLookUps(stage: Stage, deployed: Deployed): Promise<readonly Finding[]> {
  const { absentError, uploads } = deployed.usage;
  const [use] = uploads;
  if (absentError === undefined || use === undefined) return [];
  const s3 = await stage.clients.s3();
  try {
    await s3.headObject({ Bucket: use.bucket, Key: 'preflight/absent' });
    return [];
  } catch (error) {
    if (!isAnswer(error)) throw error;
    if (error.name === absentError) return [];
    const { $metadata } = error as unknown as { $metadata: { httpStatusCode?: number } };
    return [
      {
        rule: 'absence-unknown',
        resource: `bucket ${use.bucket}`,
        place: deployed.place('bucket', use.bucket, 'metadata look-up'),
        problem: `The look-up of metadata waits for ${absentError}, which HEAD never answers`,
        evidence: `HEAD of an object that is not there: ${$metadata.httpStatusCode} without a body, which the SDK calls ${error.name}`,
        repair: 'Tell absence by the status 404.',
      },
    ];
  }
}
