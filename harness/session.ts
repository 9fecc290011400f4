/**
 * A whole pipeline in this process: the embedded cloud, a blueprint provisioned on it, and what of the pipeline runs
 * beside a cloud rather than in it (the image API, the analysis worker).
 */
import { join } from 'node:path';
import { createCloud, type Cloud, type CloudOptions } from '#aws';
import type { Blueprint } from '#pipeline';
import { serveBeside, type Beside } from './beside.ts';
import { packageFunction } from './provision/package.ts';
import { provision, type Provisioned } from './provision/provision.ts';
import { restApiUrl } from './provision/rest-apis.ts';
import { createClients, type Clients, type Connection } from './targets/clients.ts';
import { LOCAL_CREDENTIALS } from './targets/local-credentials.ts';

export interface SessionOptions {
  readonly cloud?: CloudOptions;
  /** Nothing is provisioned and nothing runs beside the cloud without one. */
  readonly blueprint?: Blueprint | undefined;
  /** Is told what is being done, for people who wait. */
  readonly onProgress?: (step: string) => void;
}

export interface Session extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly clients: Clients;
  readonly connection: Required<Connection>;
  /** Address of the image API that runs beside the cloud, when the blueprint has one there. */
  readonly api: string | undefined;
  /** Addresses of the blueprint's APIs in the cloud, by name. */
  readonly restApis: ReadonlyMap<string, string>;
  readonly provisioned: Provisioned | undefined;
  close(grace?: number): Promise<void>;
}

export async function startSession({
  cloud: cloudOptions,
  blueprint,
  onProgress = () => undefined,
}: SessionOptions): Promise<Session> {
  onProgress('starting the cloud');
  const cloud = await createCloud(cloudOptions);
  const connection = { endpoint: cloud.endpoint, region: cloud.region, credentials: LOCAL_CREDENTIALS };
  const clients = createClients(connection);
  let beside: Beside | undefined;
  let provisioned: Provisioned | undefined;

  const close = async (grace?: number): Promise<void> => {
    await beside?.close();
    clients.destroy();
    await cloud.close(grace);
  };
  try {
    if (blueprint !== undefined) {
      const settle = (): Promise<Provisioned> => bringUp(cloud, clients, blueprint, onProgress);
      provisioned = await settle();
      const data = cloudOptions?.data;
      const dataDir = data === undefined ? undefined : join(data, 'database');
      const { environment } = provisioned.resources;
      if (environment['IMAGES_BUCKET'] !== undefined) {
        const served = await serveBeside(connection, environment, { now: () => cloud.clock.now(), dataDir });
        beside = served;
        cloud.accompany({
          name: 'database',
          save: () => served.save(),
          load: (saved) => (saved === undefined ? served.clear() : served.load(saved)),
        });
      }
      cloud.onReset({
        before: () => beside?.pause(),
        async after() {
          // A snapshot that was loaded may have put the time back.
          clients.keepTime(cloud.clock.now());
          beside?.keepTime(cloud.clock.now());
          await settle();
          await beside?.resume();
        },
      });
    }
  } catch (error) {
    await close(0);
    throw error;
  }
  // Loaded with the first look at it, since most clouds are never looked at.
  cloud.showPage(async () => (await import('./page/control-page.ts')).controlPage(cloud));
  const { api } = beside ?? {};
  const restApis = new Map(
    provisioned?.restApis.map(({ name, id, stage }) => [name, restApiUrl(connection, id, stage)]),
  );
  cloud.announce({
    ...(api !== undefined && { api }),
    ...(blueprint !== undefined && { blueprint: blueprint.name }),
  });
  return {
    cloud,
    clients,
    connection,
    api,
    restApis,
    provisioned,
    close,
    [Symbol.asyncDispose]: () => close(0),
  };
}

function bringUp(
  { accountId, region }: Cloud,
  clients: Clients,
  blueprint: Blueprint,
  onProgress: (step: string) => void,
): Promise<Provisioned> {
  onProgress(`provisioning ${blueprint.name}`);
  return provision(blueprint, {
    target: { clients, accountId, region },
    context: { accountId, region, suffix: '' },
    packageOf: packageFunction,
    onChange: ({ kind, name, outcome }) => onProgress(`${kind} ${name} ${outcome}`),
  });
}
