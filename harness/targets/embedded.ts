/** The embedded cloud as a target: one of its own for whoever asks, on a manual clock. */
import { createCloud, type CloudOptions } from '#aws';
import { emulatedTime } from '../time.ts';
import { createClients } from './clients.ts';
import type { Target } from './target.ts';

/** The access key of the embedded cloud's own account. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

export async function embeddedTarget(options: CloudOptions = {}): Promise<Target> {
  const cloud = await createCloud({ clock: 'manual', ...options });
  const { endpoint, region, accountId } = cloud;
  const connection = { endpoint, region, credentials: LOCAL_CREDENTIALS };
  const clients = createClients(connection);
  return {
    name: 'embedded',
    connection,
    clients,
    accountId,
    region,
    time: emulatedTime(cloud),
    lacks: {},
    deviations: [],
    async [Symbol.asyncDispose]() {
      clients.destroy();
      await cloud.close(0);
    },
  };
}
