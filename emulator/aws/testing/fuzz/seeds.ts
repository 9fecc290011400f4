/** A conversation with every service in which the grammars that they read occur: what mutations start from. */
import { recordingHandler, type SeedRequest } from './seed-requests.ts';
import { talkApis, talkKeys } from './talk-control.ts';
import { talkStacks, talkStates } from './talk-definitions.ts';
import { talkEvents, talkMessages } from './talk-messages.ts';
import { talkS3, talkTables } from './talk-storage.ts';
import { talkWatch } from './talk-telemetry.ts';
import type { TrustingCloud } from './trusting-cloud.ts';

/** Holds the conversation; what was answered with success is a seed. */
export async function recordSeeds(cloud: TrustingCloud): Promise<readonly SeedRequest[]> {
  const seeds: SeedRequest[] = [];
  const config = {
    endpoint: 'http://127.0.0.1:4566',
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    disableHostPrefix: true,
    requestHandler: recordingHandler(cloud, seeds) as never,
  };
  for (const talk of [
    talkS3,
    talkTables,
    talkMessages,
    talkEvents,
    talkStates,
    talkStacks,
    talkKeys,
    talkApis,
    talkWatch,
  ]) {
    await talk(config);
  }
  return seeds;
}
