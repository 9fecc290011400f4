import type { BucketSpec } from '#pipeline';
import type { Clients } from '../targets/clients.ts';
import { isAnswer } from './stage.ts';

type Rule = NonNullable<BucketSpec['lifecycle']>[number];

const ACTIONS = [
  'Transitions',
  'Expiration',
  'NoncurrentVersionTransitions',
  'NoncurrentVersionExpiration',
  'AbortIncompleteMultipartUpload',
] as const satisfies readonly (keyof Rule)[];

/** Puts of a refused configuration those actions that S3 takes, so that the rest of the design can be seen at work. */
export async function keepWhatIsTaken(
  s3: Awaited<ReturnType<Clients['s3']>>,
  Bucket: string,
  rules: readonly Rule[],
): Promise<void> {
  const taken: Rule[] = [];
  for (const rule of rules) {
    const { ID, Status, Filter } = rule;
    for (const action of ACTIONS.filter((name) => rule[name] !== undefined)) {
      const alone: Rule = { ID: `${ID} ${action}`, Status, Filter, [action]: rule[action] };
      try {
        await s3.putBucketLifecycleConfiguration({
          Bucket,
          LifecycleConfiguration: { Rules: [...taken, alone] },
        });
        taken.push(alone);
      } catch (error) {
        if (!isAnswer(error)) throw error;
      }
    }
  }
}
