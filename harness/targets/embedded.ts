/** The embedded cloud as a target: one of its own for whoever asks, on a manual clock. */
import { createCloud, type Cloud, type CloudOptions } from '#aws';
import { emulatedTime } from '../time.ts';
import { browserLack } from '../browser.ts';
import { createClients, type Clients, type Connection } from './clients.ts';
import { LOCAL_CREDENTIALS } from './local-credentials.ts';
import { currentRun } from './run-mark.ts';
import type { Target } from './target.ts';

export async function embeddedTarget(options: CloudOptions = {}): Promise<Target> {
  const cloud = await createCloud({ clock: 'manual', ...options });
  const clients = createClients(connectionTo(cloud));
  return {
    ...embeddedTargetOn(cloud, clients),
    async [Symbol.asyncDispose]() {
      clients.destroy();
      await cloud.close(0);
    },
  };
}

export const connectionTo = ({ endpoint, region }: Cloud): Connection => ({
  endpoint,
  region,
  credentials: LOCAL_CREDENTIALS,
});

/** A cloud as a target, without the end of either. */
export const embeddedTargetOn = (cloud: Cloud, clients: Clients): Omit<Target, keyof AsyncDisposable> => ({
  name: 'embedded',
  connection: connectionTo(cloud),
  clients,
  accountId: cloud.accountId,
  region: cloud.region,
  run: currentRun(),
  time: emulatedTime(cloud, (now) => clients.keepTime(now)),
  lacks: browserLack(),
  usage: () => cloud.meter.usage(),
  journal: () => cloud.journal.entries(),
  deviations: [],
});
