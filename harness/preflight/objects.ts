/** Objects as the account's root sees them: a policy can keep even root from looking. */
import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Place } from '#pipeline';
import { isAnswer, type Stage } from './stage.ts';

/** What HEAD says; the HTTP status where it says no. */
export async function lookAt(
  { clients }: Stage,
  { bucket, key }: Place,
): Promise<HeadObjectCommandOutput | number> {
  try {
    return await (await clients.s3()).headObject({ Bucket: bucket, Key: key });
  } catch (error) {
    if (!isAnswer(error)) throw error;
    const { $metadata } = error as unknown as { $metadata: { readonly httpStatusCode?: number } };
    return $metadata.httpStatusCode ?? 0;
  }
}

/** Those of the places where there is nothing. */
export async function missing(stage: Stage, places: readonly Place[]): Promise<readonly Place[]> {
  const gone: Place[] = [];
  for (const place of places) if ((await lookAt(stage, place)) === 404) gone.push(place);
  return gone;
}
