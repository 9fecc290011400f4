/** LocalStack as a target: services in a container, time that is waited for, and what its free edition leaves unchecked. */
import { browserLack } from '../browser.ts';
import { wallTime } from '../time.ts';
import { createClients } from './clients.ts';
import { callerAccount } from './caller-account.ts';
import { LOCALSTACK_DEVIATIONS } from './deviations/localstack.ts';
import { currentRun } from './run-mark.ts';
import type { Lacks, Target } from './target.ts';

/** Seen on 4.14.0, 2026-11-20. */
const LACKS: Lacks = {
  'time-travel': 'the time of LocalStack cannot be moved',
  functions: 'LocalStack runs functions in containers of their own, which need the Docker socket inside it',
  processors:
    'LocalStack runs functions in containers of their own; --fill processors runs them on this machine',
  metering: 'LocalStack does not say what it would bill',
  isolation: 'all scenarios share one LocalStack',
  cdn: 'the free edition of LocalStack has no CloudFront',
  'viewer-regions': 'the free edition of LocalStack has no CloudFront',
  enforcement: 'the free edition of LocalStack checks neither signatures of headers nor policies',
};

/** Its presigned URLs are judged by this key; any other is a 403. */
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

/** @throws SafelightError ERR_TARGET_UNREACHABLE */
export async function localstackTarget(endpoint: string, region = 'us-east-1'): Promise<Target> {
  const connection = { endpoint, region, credentials: CREDENTIALS };
  const accountId = await callerAccount(connection);
  const clients = createClients(connection);
  return {
    name: 'localstack',
    connection,
    clients,
    accountId,
    region,
    run: currentRun(),
    time: wallTime(),
    lacks: { ...LACKS, ...browserLack() },
    deviations: LOCALSTACK_DEVIATIONS,
    [Symbol.asyncDispose]: async () => clients.destroy(),
  };
}
